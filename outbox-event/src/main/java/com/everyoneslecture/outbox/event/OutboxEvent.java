package com.everyoneslecture.outbox.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A committed outbox row.
 *
 * @param id the event id, the same however often the row is captured
 * @param aggregateType such as {@code category}; chooses the channel
 * @param aggregateId the record's key
 * @param aggregateVersion rises by one with each change of the aggregate
 * @param type such as {@code LectureCategoryChanged}
 * @param payload as the application wrote it
 * @param occurredAtMicros since 1970-01-01T00:00:00Z
 * @param traceparent W3C trace context; null where the event was written outside a trace
 * @param committedAtMicros since 1970-01-01T00:00:00Z, by the server's clock; null where the row was read from the table,
 *     which does not know
 * @param transactionId of the transaction that appended the row, with its epoch ({@code xid8})
 * @param transactionEndLsn the end of the commit record, on the last event of a transaction that was read from the log; 0 on
 *     every other
 */
public record OutboxEvent(
        UUID id,
        String aggregateType,
        Utf8 aggregateId,
        long aggregateVersion,
        String type,
        Utf8 payload,
        long occurredAtMicros,
        @Nullable Utf8 traceparent,
        @Nullable Long committedAtMicros,
        long transactionId,
        long transactionEndLsn) {

    /** Returns the same event as the last one of its transaction. */
    public OutboxEvent endingTransaction(long endLsn) {
        return new OutboxEvent(
                id,
                aggregateType,
                aggregateId,
                aggregateVersion,
                type,
                payload,
                occurredAtMicros,
                traceparent,
                committedAtMicros,
                transactionId,
                endLsn);
    }
}
