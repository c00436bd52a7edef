package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.Decoded.Event;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.retry.FailureText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

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
     * @param open a connection with an open transaction, which is neither committed nor rolled back as a whole
     * @param rejected receives the others, as dead letters
     * @throws SQLException if the database fails for another reason than a value
     */
    ProjectionResult apply(Connection open, List<Event<E>> events, List<DeadLetter> rejected) throws SQLException {
        Savepoint before = open.setSavepoint();
        try {
            ProjectionResult result =
                    projection.apply(open, events.stream().map(Event::event).toList());
            open.releaseSavepoint(before);
            return result;
        } catch (SQLException e) {
            if (!FailurePolicy.isDataFault(e)) {
                throw e;
            }
            open.rollback(before);
            open.releaseSavepoint(before);
            return isolate(open, events, rejected, e);
        }
    }

    private ProjectionResult isolate(
            Connection open, List<Event<E>> events, List<DeadLetter> rejected, SQLException failure)
            throws SQLException {
        if (events.size() == 1) {
            rejected.add(new DeadLetter(
                    events.get(0).record(), Projection.REJECTED_BY_DATABASE, FailureText.ofCause(failure)));
            return ProjectionResult.NOTHING;
        }
        int half = events.size() / 2;
        List<Event<E>> older = new ArrayList<>(events.subList(0, half));
        List<Event<E>> newer = new ArrayList<>(events.subList(half, events.size()));
        return apply(open, older, rejected).plus(apply(open, newer, rejected));
    }
}
