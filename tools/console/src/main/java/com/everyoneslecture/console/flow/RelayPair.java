package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.BackgroundRequest.Answer;
import java.net.URI;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The relay that publishes and the one that stands by. Their roles are those of the present reading.
 *
 * @param second the answer of the second relay; null if there is one relay
 */
record RelayPair(
        FlowSettings settings,
        Answer<ServiceProbe.Reading> first,
        @Nullable Answer<ServiceProbe.Reading> second) {

    private static final String FIRST = "outbox-relay";
    private static final String SECOND = "outbox-relay-2";

    boolean secondLeads() {
        return second != null
                && state(second).equals("streaming")
                && !state(first).equals("streaming");
    }

    /** Returns the answer of the relay that publishes; that of the first relay if none publishes. */
    Answer<ServiceProbe.Reading> leader() {
        return secondLeads() && second != null ? second : first;
    }

    /** Returns the name of the relay that publishes. */
    String name() {
        return secondLeads() ? SECOND : firstName();
    }

    /** Returns the state of the relay that does not publish; null if there is one relay. */
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
                : other.health() == Condition.Health.CHECKING ? other : Conditions.noStandby(other);
    }

    static String state(Answer<ServiceProbe.Reading> answer) {
        ServiceProbe.Reading reading = answer.value();
        if (reading == null) {
            return "unreachable";
        }
        return reading.state() == null ? "unknown" : reading.state();
    }

    private Condition condition(String name, Answer<ServiceProbe.Reading> answer) {
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
