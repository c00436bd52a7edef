package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.Look.Answer;
import java.net.URI;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The relay that publishes, and the one that stands by for it, whichever is which now.
 *
 * @param second null where there is one relay
 */
record RelayPair(
        FlowSettings settings,
        Answer<ServiceLook.Reading> first,
        @Nullable Answer<ServiceLook.Reading> second) {

    private static final String FIRST = "outbox-relay";
    private static final String SECOND = "outbox-relay-2";

    boolean secondLeads() {
        return second != null
                && state(second).equals("streaming")
                && !state(first).equals("streaming");
    }

    /** The answer of the one that publishes; of the first, where none does. */
    Answer<ServiceLook.Reading> leader() {
        return secondLeads() && second != null ? second : first;
    }

    /** The name of the one that publishes. */
    String name() {
        return secondLeads() ? SECOND : firstName();
    }

    /** The state of the one that does not publish; null where there is one relay. */
    @Nullable
    String standby() {
        if (second == null) {
            return null;
        }
        return state(secondLeads() ? first : second);
    }

    /** Returns the condition of the relay that publishes; a warning if no other relay could take over. */
    Condition condition() {
        Condition leading = condition(name(), leader());
        if (second == null || leading.health() != Condition.Health.GOOD) {
            return leading;
        }
        Condition other = secondLeads() ? condition(firstName(), first) : condition(SECOND, second);
        return other.health() == Condition.Health.GOOD
                ? leading
                : Condition.warning("no relay stands by: " + other.cause(), other.remedy());
    }

    static String state(Answer<ServiceLook.Reading> answer) {
        ServiceLook.Reading reading = answer.value();
        if (reading == null) {
            return "away";
        }
        return reading.state() == null ? "unknown" : reading.state();
    }

    private Condition condition(String name, Answer<ServiceLook.Reading> answer) {
        if (name.equals(SECOND) && settings.secondRelay() != null) {
            return Conditions.service(name, settings.secondRelay().toString(), answer);
        }
        FlowSettings.Connect connect = settings.connect();
        return connect == null
                ? Conditions.service(name, settings.relay().toString(), answer)
                : Conditions.service(
                        "Kafka Connect",
                        connect.workers().stream().map(URI::toString).collect(Collectors.joining(" and ")),
                        answer);
    }

    private String firstName() {
        FlowSettings.Connect connect = settings.connect();
        return connect == null ? FIRST : "connector " + connect.connector();
    }
}
