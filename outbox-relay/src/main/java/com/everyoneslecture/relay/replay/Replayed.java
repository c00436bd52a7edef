package com.everyoneslecture.relay.replay;

import com.everyoneslecture.relay.routing.DeadLetter;
import java.util.List;
import java.util.UUID;

/**
 * The result of a replay.
 *
 * @param events the number of published events, including dead letters
 * @param deadLettered the number of events that Kafka still rejects, so that they went to a dead letter topic
 * @param firstDeadLetters the first of those, {@value #NAMED} at most
 */
public record Replayed(long events, long deadLettered, List<Letter> firstDeadLetters) {

    static final int NAMED = 20;

    /**
     * An event that Kafka still rejects.
     *
     * @param eventId its id
     * @param aggregate its type and id
     * @param topic the dead letter topic that it went to
     * @param reason in one word, such as {@code too-large}
     * @param detail in Kafka's words
     */
    public record Letter(UUID eventId, String aggregate, String topic, String reason, String detail) {

        static Letter of(DeadLetter letter) {
            return new Letter(
                    letter.event().id(),
                    letter.event().aggregateType() + "/" + letter.event().aggregateId(),
                    letter.topic(),
                    letter.reason(),
                    letter.detail());
        }
    }
}
