package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.fault.NamedFault.Step;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import java.util.List;

/** A second relay stands by while something happens to the first; afterwards the first is there again, and the second is killed. */
final class Takeover {

    private Takeover() {}

    static List<Fault> all() {
        return List.of(
                fault(
                        "kill",
                        "is killed",
                        stack -> stack.kill(ComponentName.OUTBOX_RELAY),
                        stack -> stack.start(ComponentName.OUTBOX_RELAY)),
                fault(
                        "freeze",
                        "stands still with its connections open",
                        stack -> stack.freeze(ComponentName.OUTBOX_RELAY),
                        stack -> stack.thaw(ComponentName.OUTBOX_RELAY)),
                fault(
                        "cut-database",
                        "is cut off from the database",
                        stack -> stack.cut(Link.RELAY_DATABASE),
                        stack -> stack.restore(Link.RELAY_DATABASE)),
                fault(
                        "cut-kafka",
                        "is cut off from the broker",
                        stack -> stack.cut(Link.RELAY_KAFKA),
                        stack -> stack.restore(Link.RELAY_KAFKA)),
                fault(
                        "cut-both",
                        "is cut off from both",
                        stack -> {
                            stack.cut(Link.RELAY_DATABASE);
                            stack.cut(Link.RELAY_KAFKA);
                        },
                        stack -> {
                            stack.restore(Link.RELAY_DATABASE);
                            stack.restore(Link.RELAY_KAFKA);
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

    private static void standBy(Stack stack) throws InterruptedException {
        stack.startSecondRelay();
        Bounded.until("the second relay to stand by", stack::secondRelayIsReady);
    }
}
