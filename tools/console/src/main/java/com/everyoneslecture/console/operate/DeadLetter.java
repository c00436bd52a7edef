package com.everyoneslecture.console.operate;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record in a dead letter topic.
 *
 * @param eventId the id of its event; null if the record belongs to no event
 * @param topic the dead letter topic
 * @param at the time of the dead letter
 * @param reason the kind of the fault, in one word
 * @param detail the exact fault
 * @param payload the first 4,096 characters of its payload
 * @param retriable whether the relay can publish its event again
 * @param whyNot the reason why the relay cannot; null if it can
 */
public record DeadLetter(
        @Nullable UUID eventId,
        String topic,
        int partition,
        long offset,
        Instant at,
        String reason,
        String detail,
        String key,
        String payload,
        Map<String, String> headers,
        boolean retriable,
        @Nullable String whyNot) {}
