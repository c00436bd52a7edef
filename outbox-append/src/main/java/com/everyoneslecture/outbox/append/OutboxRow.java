package com.everyoneslecture.outbox.append;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as the outbox stores it. The table's constraints are the rules; see {@link Outbox#append}.
 *
 * @param eventId identifies the event wherever it goes
 * @param aggregateType what changed, such as {@code category}; decides the topic
 * @param aggregateId which one changed; becomes the record's key
 * @param aggregateVersion rises by one with each change of the aggregate and orders its events forever
 * @param type the event's type, such as {@code LectureCategoryChanged}
 * @param payload the record's value, kept byte for byte (UTF-8)
 * @param occurredAt when the change happened; stored to the microsecond
 * @param traceParent the trace that the change belongs to, if any
 */
public record OutboxRow(
        UUID eventId,
        String aggregateType,
        String aggregateId,
        long aggregateVersion,
        String type,
        String payload,
        Instant occurredAt,
        @Nullable TraceParent traceParent) {

    long occurredAtMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, occurredAt);
    }
}
