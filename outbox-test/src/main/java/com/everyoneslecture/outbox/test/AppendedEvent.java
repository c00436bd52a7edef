package com.everyoneslecture.outbox.test;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox.
 *
 * <p><b>Stability:</b> the accessors are stable; components may be added. Immutable.
 *
 * @param id the event's id
 * @param aggregateType the kind of the thing that changed, such as {@code order}
 * @param aggregateId the thing that changed
 * @param aggregateVersion orders the events of the aggregate
 * @param type the event's type, such as {@code OrderPlaced}
 * @param payload the record's value as text, decoded from UTF-8 where the table has bytes; null where the row has none
 * @param occurredAt the time of the change, to the microsecond
 * @param traceParent the W3C trace parent; null without a trace
 */
public record AppendedEvent(
        UUID id,
        String aggregateType,
        String aggregateId,
        long aggregateVersion,
        String type,
        @Nullable String payload,
        Instant occurredAt,
        @Nullable String traceParent) {

    /** Names the event in messages, without its payload. */
    String name() {
        return aggregateType + " " + aggregateId + " version " + aggregateVersion + " " + type + " (" + id + ")";
    }
}
