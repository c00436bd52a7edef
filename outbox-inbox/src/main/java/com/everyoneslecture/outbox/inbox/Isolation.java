package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.retry.FailureText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds the events whose values the database rejects and applies all others. If a call fails with such an error, its
 * events are split in halves, and each half is tried again behind a savepoint of the same transaction. So one rejected
 * event among thousands costs a few dozen statements. Used by the topic's thread.
 */
final class Isolation<E> {

    private final Projection<E> projection;

    Isolation(Projection<E> projection) {
        this.projection = projection;
    }

    /**
     * Applies all events that the database accepts.
     *
     * @param open a connection with an open transaction; this method neither commits it nor rolls it back as a whole
     * @param records the record of each event
     * @param rejected receives the rejected events, as dead letters
     * @throws SQLException if the database fails for another reason than a value
     */
    ProjectionResult apply(
            Connection open, List<E> events, List<ConsumerRecord<byte[], byte[]>> records, List<DeadLetter> rejected)
            throws SQLException {
        Savepoint before = open.setSavepoint();
        try {
            ProjectionResult result = projection.apply(open, events);
            open.releaseSavepoint(before);
            return result;
        } catch (SQLException e) {
            if (!FailurePolicy.isDataFault(e)) {
                throw e;
            }
            open.rollback(before);
            open.releaseSavepoint(before);
            if (events.size() == 1) {
                rejected.add(new DeadLetter(records.get(0), Projection.REJECTED_BY_DATABASE, FailureText.ofCause(e)));
                return ProjectionResult.NOTHING;
            }
            int half = events.size() / 2;
            return apply(open, events.subList(0, half), records.subList(0, half), rejected)
                    .plus(apply(
                            open, events.subList(half, events.size()), records.subList(half, events.size()), rejected));
        }
    }
}
