package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.fault.NamedFault.Step;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.Link;
import java.util.List;

/** A second relay stands by during a fault of the first one. Afterwards the first relay runs again, and the second one is killed. */
final class Takeover {

    private Takeover() {}

    static List<Fault> all() {
        return List.of(
                fault("kill", "is killed", stack -> Relay.kill(stack), stack -> Relay.start(stack)),
                fault(
                        "freeze",
                        "is frozen with its connections open",
                        stack -> Relay.freeze(stack),
                        stack -> Relay.thaw(stack)),
                fault(
                        "cut-database",
                        "is cut off from the database",
                        stack -> stack.cut(Link.RELAY_DATABASE),
                        stack -> stack.restore(Link.RELAY_DATABASE)),
                fault(
                        "cut-kafka",
                        "is cut off from the broker",
                        stack -> kafka(stack, stack::cut),
                        stack -> kafka(stack, stack::restore)),
                fault(
                        "cut-both",
                        "is cut off from both",
                        stack -> {
                            stack.cut(Link.RELAY_DATABASE);
                            kafka(stack, stack::cut);
                        },
                        stack -> {
                            stack.restore(Link.RELAY_DATABASE);
                            kafka(stack, stack::restore);
                        }));
    }

    private static Fault fault(String name, String what, Step breaking, Step mending) {
        return new NamedFault(
                "takeover-" + name,
                "the relay " + what + " while a second one stands by, which is killed afterwards",
                stack -> {
                    standBy(stack);
                    breaking.run(stack);
                },
                stack -> {
                    mending.run(stack);
                    stack.killSecondRelay();
                });
    }

    /** An action on a link. */
    @FunctionalInterface
    private interface LinkStep {
        void on(Link link) throws InterruptedException;
    }

    private static void kafka(Stack stack, LinkStep step) throws InterruptedException {
        for (Link link : Relay.kafkaLinks(stack)) {
            step.on(link);
        }
    }

    private static void standBy(Stack stack) throws InterruptedException {
        stack.startSecondRelay();
        Bounded.until("the second relay to stand by", stack::secondRelayIsReady);
    }
}
