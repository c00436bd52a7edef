package com.everyoneslecture.relay.routing;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.Arrays;
import java.util.List;

/**
 * An event that Kafka rejects permanently, and that went to a dead letter topic instead of its own.
 *
 * @param event the event
 * @param topic the dead letter topic
 * @param refusedBy the topic that rejected it; the aggregate type, if that makes no legal topic
 * @param reason in one word: {@code too-large}, {@code invalid}, {@code topic-not-allowed}, {@code topic-illegal},
 *     {@code too-many-topics}
 * @param detail in words
 * @param whole whether it contains its payload; otherwise it is a reference with headers only
 */
public record DeadLetter(
        OutboxEvent event, String topic, String refusedBy, String reason, String detail, boolean whole) {

    /** All values of {@link #reason()}. */
    public static List<String> reasons() {
        return Arrays.stream(Rejection.Reason.values())
                .map(Rejection.Reason::label)
                .toList();
    }

    public static DeadLetter of(OutboxEvent event, Destination destination, Rejection rejection) {
        return new DeadLetter(
                event,
                destination.topic(),
                destination.route().topic(),
                rejection.reason().label(),
                rejection.detail(),
                destination.whole());
    }
}
