package com.everyoneslecture.relay.routing;

import com.everyoneslecture.outbox.event.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Where an event goes: to its topic, or, where that refuses it, to a dead letter topic; there as a reference without the
 * payload, where it is refused once more.
 *
 * @param topic where it goes
 * @param channel where it should go
 * @param refusal why it does not go there; null if it does
 * @param whole with its payload
 */
public record Destination(
        String topic, ChannelSettings channel, @Nullable Refusal refusal, boolean whole) {

    static Destination of(ChannelSettings channel) {
        return new Destination(channel.destination(), channel, null, true);
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
            return new Destination(letters, channel, next, true);
        }
        if (next.reason().ofTheTopic() && !topic.equals(lastResort)) {
            return new Destination(lastResort, channel, refusal, true);
        }
        if (!next.reason().ofTheTopic() && whole) {
            return new Destination(topic, channel, refusal, false);
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
