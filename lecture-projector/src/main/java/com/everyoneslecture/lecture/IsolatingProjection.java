package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.inbox.DeadLetter;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.retry.FailureText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the events that the database refuses for their own sake and applies all others: where a statement fails with such an
 * error its events are halved and tried again, each half behind a savepoint of the same transaction. So one bad event among
 * thousands costs a few dozen statements.
 */
final class IsolatingProjection {

    private final Projection projection;

    IsolatingProjection(Projection projection) {
        this.projection = projection;
    }

    /**
     * Applies all events that the database takes.
     *
     * @param refused gets the others
     */
    Projected apply(Connection open, List<CategoryEvent> events, List<DeadLetter> refused) throws SQLException {
        Savepoint before = open.setSavepoint();
        try {
            Projected projected = projection.apply(open, events);
            open.releaseSavepoint(before);
            return projected;
        } catch (SQLException e) {
            if (!FailurePolicy.isDataFault(e)) {
                throw e;
            }
            open.rollback(before);
            open.releaseSavepoint(before);
            return isolate(open, events, refused, e);
        }
    }

    private Projected isolate(
            Connection open, List<CategoryEvent> events, List<DeadLetter> refused, SQLException failure)
            throws SQLException {
        if (events.size() == 1) {
            refused.add(new DeadLetter(
                    events.get(0).record(), PoisonReason.REFUSED_BY_DATABASE.label(), FailureText.ofCause(failure)));
            return Projected.NOTHING;
        }
        int half = events.size() / 2;
        List<CategoryEvent> older = new ArrayList<>(events.subList(0, half));
        List<CategoryEvent> newer = new ArrayList<>(events.subList(half, events.size()));
        return apply(open, older, refused).plus(apply(open, newer, refused));
    }
}
