package com.everyoneslecture.console.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time of an event as the console shows it, from 1970 to the year 9999. The outbox rejects other times, but rows from before
 * that constraint and records of other producers may have any time. The console shows those as the first or the last moment.
 */
final class EventTime {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private EventTime() {}

    static Instant ofMicros(long sinceEpoch) {
        return shown(Instant.EPOCH.plus(sinceEpoch, ChronoUnit.MICROS));
    }

    /** Returns the time itself, or the first or the last moment that the console can show. */
    static Instant shown(Instant occurredAt) {
        if (occurredAt.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        return occurredAt.isAfter(LAST) ? LAST : occurredAt;
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
