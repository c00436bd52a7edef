package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import java.util.List;

/** Operations on the relay as a whole, whatever program runs it: the service, or all workers of Kafka Connect. */
final class Relay {

    private Relay() {}

    /** Returns the links between the relay and the broker. */
    static List<Link> kafkaLinks(Stack stack) {
        return stack.relay().links().stream()
                .filter(link -> link != Link.RELAY_DATABASE)
                .toList();
    }

    static void kill(Stack stack) throws InterruptedException {
        for (ComponentName component : stack.relay().components()) {
            stack.kill(component);
        }
    }

    static void stop(Stack stack) throws InterruptedException {
        for (ComponentName component : stack.relay().components()) {
            stack.stop(component);
        }
    }

    static void start(Stack stack) throws InterruptedException {
        for (ComponentName component : stack.relay().components()) {
            stack.start(component);
        }
    }

    static void freeze(Stack stack) throws InterruptedException {
        for (ComponentName component : stack.relay().components()) {
            stack.freeze(component);
        }
    }

    static void thaw(Stack stack) throws InterruptedException {
        for (ComponentName component : stack.relay().components()) {
            stack.thaw(component);
        }
    }
}
