package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.inbox.BatchHandler.ReplayDue;
import com.everyoneslecture.outbox.inbox.DeadLetter;
import com.everyoneslecture.outbox.inbox.OffsetMoves;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Applies a batch and moves the stored offsets in one transaction. The loop's thread alone calls it.
 *
 * <p>Commit point: the transaction's commit. A crash before it leaves rows and offsets as they were, and the batch is read
 * again. A crash after it, or a lost answer to it, leaves both moved: the batch is not read again, but for what lies behind its
 * first dead letter, and that changes nothing.
 *
 * <p>Two statements decide whether it commits. {@link OffsetTable} moves an offset only from the value that this member expects:
 * a member that has lost a partition is stopped there, even if it does not know yet. {@link RebuildMarks} stops a batch that was
 * polled before the read model was emptied.
 */
final class ProjectionTransaction {

    private final ProjectionConnection connection;
    private final RebuildMarks marks;
    private final OffsetTable offsets;
    private final Projection projection = new Projection();
    private final IsolatingProjection isolating = new IsolatingProjection(projection);

    ProjectionTransaction(ProjectionConnection connection, RebuildMarks marks, OffsetTable offsets) {
        this.connection = connection;
        this.marks = marks;
        this.offsets = offsets;
    }

    /**
     * Applies all, but for the events that the database refuses, or nothing.
     *
     * @param letters the dead letters of the batch, which the offsets do not pass; gets those of the refused events
     * @throws NotAppliedException if a rebuild is due or a stored offset is not the expected one
     */
    Projected apply(List<CategoryEvent> events, OffsetMoves moves, List<DeadLetter> letters)
            throws SQLException, NotAppliedException {
        try {
            return connection.inTransaction(open -> {
                Projected projected = projection.apply(open, events);
                finish(open, moves.before(letters));
                return projected;
            });
        } catch (SQLException e) {
            if (!FailurePolicy.isDataFault(e)) {
                throw e;
            }
            return isolate(events, moves, letters);
        }
    }

    private Projected isolate(List<CategoryEvent> events, OffsetMoves moves, List<DeadLetter> letters)
            throws SQLException, NotAppliedException {
        List<DeadLetter> all = new ArrayList<>(letters);
        Projected projected = connection.inTransaction(open -> {
            Projected isolated = isolating.apply(open, events, all);
            finish(open, moves.before(all));
            return isolated;
        });
        letters.addAll(all.subList(letters.size(), all.size()));
        return projected;
    }

    private void finish(Connection open, OffsetMoves moves) throws SQLException, NotAppliedException {
        // After the rows: their lock on the table is what a rebuild that empties the table waits for, or has made this
        // transaction wait for. Asked before, a rebuild could come between the answer and the rows.
        Set<Integer> due = marks.due(open, moves.partitions());
        if (!due.isEmpty()) {
            throw new NotAppliedException(new ReplayDue(due));
        }
        offsets.move(open, moves);
    }
}
