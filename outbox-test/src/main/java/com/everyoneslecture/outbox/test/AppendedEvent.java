package com.everyoneslecture.outbox.test;

import com.everyoneslecture.outbox.event.Bytes;
import java.time.Instant;
import java.util.UUID;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox. A row without a text and without bytes is a tombstone.
 *
 * <p><b>Stability:</b> the accessors are stable; components may be added. Immutable.
 *
 * @param id the event's id
 * @param aggregateType the kind of the thing that changed, such as {@code order}
 * @param aggregateId the thing that changed
 * @param aggregateVersion orders the events of the aggregate
 * @param type the event's type, such as {@code OrderPlaced}
 * @param payload the record's value, where it is a text; otherwise null
 * @param payloadBytes the record's value, where it is stored as bytes; otherwise null
 * @param occurredAt the time of the change, to the microsecond
 * @param traceParent the W3C trace parent; null without a trace
 * @param recordKey the record's key; null where it is the aggregate's id
 * @param headers further headers of the record, as a JSON object; null without any
 * @param contentType the media type of the payload; null where the relay's route decides
 * @param appendOrder rises with each append; null in a table without this column
 */
@API(status = API.Status.STABLE)
public record AppendedEvent(
        UUID id,
        String aggregateType,
        String aggregateId,
        long aggregateVersion,
        String type,
        @Nullable String payload,
        @Nullable Bytes payloadBytes,
        Instant occurredAt,
        @Nullable String traceParent,
        @Nullable String recordKey,
        @Nullable String headers,
        @Nullable String contentType,
        @Nullable Long appendOrder) {

    /** Returns the number of the append, which is 0 for all events of a table without numbers. */
    long append() {
        return appendOrder == null ? 0 : appendOrder;
    }

    /** Names the event in messages, without its payload. */
    String name() {
        return aggregateType + " " + aggregateId + " version " + aggregateVersion + " " + type + " (" + id + ")";
    }
}
