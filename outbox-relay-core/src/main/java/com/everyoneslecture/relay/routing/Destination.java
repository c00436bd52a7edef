package com.everyoneslecture.relay.routing;

import com.everyoneslecture.outbox.event.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * The destination of an event: its topic, or, if that rejects it, a dead letter topic. If the dead letter topic rejects it too,
 * it goes there as a reference without the payload.
 *
 * @param topic the topic to which it goes
 * @param route its configured route
 * @param rejection the reason why it does not follow its route; null if it does
 * @param whole whether the payload is included
 */
public record Destination(
        String topic, Route route, @Nullable Rejection rejection, boolean whole) {

    static Destination of(Route route) {
        return new Destination(route.topic(), route, null, true);
    }

    /**
     * Returns the next destination, after this one has rejected the event.
     *
     * @param lastResort the dead letter topic of events that no other topic takes
     * @throws org.apache.kafka.common.KafkaException the rejection, if there is no further destination
     */
    Destination after(Rejection next, String lastResort) {
        if (rejection == null) {
            // A dead letter topic for each topic that is not created would be just as many topics.
            String letters = next.reason() == Rejection.Reason.TOO_MANY_TOPICS ? lastResort : deadLetters(lastResort);
            return new Destination(letters, route, next, true);
        }
        if (next.reason().ofTheTopic() && !topic.equals(lastResort)) {
            return new Destination(lastResort, route, rejection, true);
        }
        if (!next.reason().ofTheTopic() && whole) {
            return new Destination(topic, route, rejection, false);
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
