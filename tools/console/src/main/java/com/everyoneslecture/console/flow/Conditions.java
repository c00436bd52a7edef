package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.BackgroundRequest.Answer;
import com.everyoneslecture.console.flow.OutboxDatabase.SlotReading;
import org.apache.kafka.common.GroupState;
import org.jspecify.annotations.Nullable;

/** Judges the readings of a part of the system, and names the remedy. */
final class Conditions {

    private Conditions() {}

    static Condition slot(SlotReading slot) {
        if ("lost".equals(slot.walStatus())) {
            return Condition.bad(
                    "the server has given the slot up",
                    "nothing to do while the relay runs: it makes a new one, and takes the rest from the outbox");
        }
        if ("unreserved".equals(slot.walStatus())) {
            return Condition.bad(
                    "the server will give the slot up at its next checkpoint",
                    "start the relay, or see what holds it up");
        }
        return slot.active()
                ? Condition.GOOD
                : Condition.bad(
                        "no relay streams from the slot, and the log grows",
                        "start the relay, or see what holds it up");
    }

    /**
     * Judges a consumer group.
     *
     * @param state the state of the group; null if the group does not exist
     * @param service the condition of the service that is its member
     */
    static Condition group(String group, @Nullable GroupState state, Condition service) {
        if (state == GroupState.STABLE) {
            return service;
        }
        if (state == null || state == GroupState.EMPTY || state == GroupState.DEAD) {
            String cause = "no consumer reads the topic for " + group;
            return Condition.bad(
                    service.cause() == null ? cause : cause + ": " + service.cause(), "start lecture-projector");
        }
        return Condition.warning("the group is handing out its partitions: " + state, null);
    }

    static Condition service(String name, String at, Answer<ServiceProbe.Reading> answer) {
        ServiceProbe.Reading reading = answer.value();
        if (reading == null) {
            return Condition.bad(name + " at " + at + ": " + answer.why(), "start it, or see its log");
        }
        return reading.up()
                ? Condition.GOOD
                : Condition.bad(reading.cause() == null ? name + " is not ready" : reading.cause(), reading.remedy());
    }

    static Condition away(String what, Answer<?> answer) {
        return Condition.bad(what + ": " + answer.why(), "start it, or see its log");
    }
}
