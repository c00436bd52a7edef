package com.everyoneslecture.relay.routing;

import com.everyoneslecture.outbox.event.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Where an event goes: to its topic, or, where that refuses it, to a dead letter topic; there as a reference without the
 * payload, where it is refused once more.
 *
 * @param topic where it goes
 * @param route where it should go
 * @param refusal why it does not go there; null if it does
 * @param whole with its payload
 */
public record Destination(
        String topic, Route route, @Nullable Refusal refusal, boolean whole) {

    static Destination of(Route route) {
        return new Destination(route.topic(), route, null, true);
    }

    /**
     * Where it goes if it is refused here.
     *
     * @param lastResort the dead letter topic of all that has no other
     * @throws org.apache.kafka.common.KafkaException the refusal, if there is nowhere left
     */
    Destination after(Refusal next, String lastResort) {
        if (refusal == null) {
            // A dead letter topic for each topic that is not created would be as many topics.
            String letters = next.reason() == Refusal.Reason.TOO_MANY_TOPICS ? lastResort : deadLetters(lastResort);
            return new Destination(letters, route, next, true);
        }
        if (next.reason().ofTheTopic() && !topic.equals(lastResort)) {
            return new Destination(lastResort, route, refusal, true);
        }
        if (!next.reason().ofTheTopic() && whole) {
            return new Destination(topic, route, refusal, false);
        }
        throw next.failure();
    }

    private String deadLetters(String lastResort) {
        try {
            return new TopicName(topic).deadLetters().value();
        } catch (IllegalArgumentException noLegalName) {
            return lastResort;
        }
    }
}
