package com.everyoneslecture.outbox.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A committed outbox row.
 *
 * @param id the event id, the same however often the row is captured
 * @param aggregateType such as {@code category}; chooses the channel
 * @param aggregateId becomes the record's key if the event has no key
 * @param aggregateVersion rises by one with each change of the aggregate
 * @param type such as {@code LectureCategoryChanged}
 * @param content the payload, key, headers and content type that the application wrote
 * @param occurredAtMicros since 1970-01-01T00:00:00Z
 * @param traceparent W3C trace context; null where the event was written outside a trace
 * @param committedAtMicros since 1970-01-01T00:00:00Z, by the server's clock; null if the row was read from the table, which
 *     does not store the time of the commit
 * @param transactionId of the transaction that appended the row, with its epoch ({@code xid8}); see {@link ForeignTransaction}
 * @param transactionEndLsn the end of the commit record if this is the last event of a transaction that was read from the log;
 *     otherwise 0
 */
public record OutboxEvent(
        UUID id,
        String aggregateType,
        Bytes aggregateId,
        long aggregateVersion,
        String type,
        EventContent content,
        long occurredAtMicros,
        @Nullable Bytes traceparent,
        @Nullable Long committedAtMicros,
        long transactionId,
        long transactionEndLsn) {

    /** Returns the key of the event's record. */
    public Bytes key() {
        Bytes own = content.key();
        return own == null ? aggregateId : own;
    }

    /** Returns the same event as the last one of its transaction. */
    public OutboxEvent endingTransaction(long endLsn) {
        return new OutboxEvent(
                id,
                aggregateType,
                aggregateId,
                aggregateVersion,
                type,
                content,
                occurredAtMicros,
                traceparent,
                committedAtMicros,
                transactionId,
                endLsn);
    }
}
