package com.everyoneslecture.lecture;

import com.everyoneslecture.consume.DeadLetter;
import com.everyoneslecture.consume.Decision.DeadLetterIt;
import com.everyoneslecture.consume.FailurePolicy;
import com.everyoneslecture.consume.Failures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the events that the database refuses for their own sake and applies all others: where a statement fails with such an
 * error its events are halved and tried again. So one bad event among thousands costs a dozen statements, and none does where
 * all are good.
 *
 * <p>Each half is a transaction of its own. That is as good as one for all: a crash in between repeats events that are applied
 * already.
 */
final class IsolatingProjection {

    private final Projection projection;
    private final FailurePolicy policy;

    IsolatingProjection(Projection projection, FailurePolicy policy) {
        this.projection = projection;
        this.policy = policy;
    }

    /**
     * Applies all events that the database takes.
     *
     * @param refused gets the others
     */
    Projected apply(List<CategoryEvent> events, Set<Integer> partitions, List<DeadLetter> refused)
            throws SQLException, ReplayDueException {
        try {
            return projection.apply(events, partitions);
        } catch (SQLException e) {
            if (!(policy.decide(e) instanceof DeadLetterIt)) {
                throw e;
            }
            return isolate(events, partitions, refused, e);
        }
    }

    private Projected isolate(
            List<CategoryEvent> events, Set<Integer> partitions, List<DeadLetter> refused, SQLException failure)
            throws SQLException, ReplayDueException {
        if (events.size() == 1) {
            refused.add(new DeadLetter(
                    events.get(0).record(), PoisonReason.REFUSED_BY_DATABASE.label(), Failures.describe(failure)));
            return Projected.NOTHING;
        }
        int half = events.size() / 2;
        List<CategoryEvent> older = new ArrayList<>(events.subList(0, half));
        List<CategoryEvent> newer = new ArrayList<>(events.subList(half, events.size()));
        return apply(older, partitions, refused).plus(apply(newer, partitions, refused));
    }
}
