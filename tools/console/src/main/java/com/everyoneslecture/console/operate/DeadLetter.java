package com.everyoneslecture.console.operate;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that was given up.
 *
 * @param eventId of the event that it stands for; null if it is a record of none
 * @param topic the dead letter topic
 * @param at when it was given up
 * @param reason the kind of the fault, in one word
 * @param detail what exactly is wrong
 * @param payload its first 4,096 characters
 * @param retriable whether the relay can publish its event once more
 * @param whyNot null if it can
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
