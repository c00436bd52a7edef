package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.BackgroundRequest.Answer;
import com.everyoneslecture.console.flow.Condition.Health;
import com.everyoneslecture.console.flow.OutboxDatabase.SlotReading;
import java.util.List;
import org.apache.kafka.common.GroupState;
import org.jspecify.annotations.Nullable;

/** Judges the readings of a part of the system, and names the remedy. */
final class Conditions {

    /** The code of the cause of a relay that has no other to take over. */
    static final String NO_STANDBY = "no-standby";

    private static final String HALTED = "halted";
    private static final String STARTING = "starting";
    private static final String SLOT_LOST = "slot-lost";
    private static final Words START_RELAY = Words.of("start-relay", "start the relay, or see what blocks it");
    private static final Words START_IT = Words.of("start", "start it, or see its log");

    private Conditions() {}

    static Condition slot(SlotReading slot) {
        if ("lost".equals(slot.walStatus())) {
            return Condition.bad(
                    Words.of(SLOT_LOST, "PostgreSQL has invalidated the slot"),
                    Words.of(
                            "slot-is-replaced",
                            "nothing to do while the relay runs: it creates a new one, and publishes the rest from the outbox"));
        }
        if ("unreserved".equals(slot.walStatus())) {
            return Condition.bad(
                    Words.of("slot-unreserved", "PostgreSQL will invalidate the slot at its next checkpoint"),
                    START_RELAY);
        }
        return slot.active()
                ? Condition.GOOD
                : Condition.bad(
                        Words.of("slot-idle", "no relay streams from the slot, and the log grows"), START_RELAY);
    }

    static Condition noSlot(String slot) {
        return Condition.bad(
                Words.of("no-slot", "there is no slot {0}", slot),
                Words.of(
                        "slot-is-made",
                        "start the relay: it creates the slot, and publishes unpublished events from the outbox"));
    }

    static Condition noTopic(String topic) {
        return Condition.warning(
                Words.of("no-topic", "there is no topic {0} yet", topic),
                Words.of("topic-is-made", "start the relay: it creates the topic"));
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
            return Condition.bad(
                    Words.of("no-consumer", "no consumer reads the topic for {0}", group),
                    Words.of("start-component", "start {0}", "lecture-projector"));
        }
        return Condition.warning(Words.of("rebalance", "the group is rebalancing: {0}", state.toString()), null);
    }

    static Condition service(String name, String at, Answer<ServiceProbe.Reading> answer) {
        ServiceProbe.Reading reading = answer.value();
        if (reading == null) {
            return answer.pending()
                    ? Condition.CHECKING
                    : Condition.bad(
                            Words.of("service-unreachable", "{0} at {1}: {2}", name, at, answer.why()), START_IT);
        }
        if (reading.up()) {
            return Condition.GOOD;
        }
        Words notReady = Words.of("not-ready", "{0} is not ready", name);
        if (STARTING.equals(reading.state())) {
            return Condition.starting(notReady);
        }
        Words cause = reading.cause() == null
                ? notReady
                : new Words(HALTED.equals(reading.state()) ? HALTED : null, reading.cause(), List.of());
        return Condition.bad(cause, Words.reported(reading.remedy()));
    }

    /** @param code the kind of the server: {@code kafka} */
    static Condition unreachable(String code, String what, Answer<?> answer) {
        return answer.pending()
                ? Condition.CHECKING
                : Condition.bad(Words.of(code + "-unreachable", what + ": {0}", answer.why()), START_IT);
    }

    /** Returns the condition of what only another server knows, while that server does not answer. */
    static Condition unknown(String code, String what, Answer<?> answer) {
        return answer.pending()
                ? Condition.CHECKING
                : Condition.unknown(Words.of(code + "-unknown", what + " {0}", answer.why()));
    }

    static Condition noStandby(Condition other) {
        return new Condition(
                Health.WARNING,
                "no relay stands by: " + other.cause(),
                NO_STANDBY,
                List.of(String.valueOf(other.cause())),
                other.remedy(),
                other.remedyCode(),
                null);
    }

    /** Returns a warning instead of a good condition while there are new dead letters whose events are not in the read model. */
    static Condition letters(Condition found, Letters.@Nullable Share letters) {
        if (letters == null || letters.fresh() == 0 || found.health() != Health.GOOD) {
            return found;
        }
        return Condition.warning(
                Words.of(
                        "new-letters",
                        "new dead letters: {0}; the newest: {1}",
                        String.valueOf(letters.fresh()),
                        String.valueOf(letters.reason())),
                Words.of("see-letters", "see the dead letters; remove the cause, then retry"));
    }

    /** Returns whether a start that goes well ends this condition. A relay that has halted, and a slot that is lost, need more. */
    static boolean passesWithAStart(Condition found) {
        String code = found.causeCode();
        return switch (found.health()) {
            case BAD -> !HALTED.equals(code) && !SLOT_LOST.equals(code);
            case UNKNOWN, CHECKING -> true;
            case WARNING -> NO_STANDBY.equals(code);
            case GOOD, STARTING -> false;
        };
    }
}
