package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.Decoded.Event;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Applies the events of one topic by a {@link Projection}. A batch is one transaction, which also moves the stored offsets.
 *
 * <p>Commit point: the transaction's commit. A crash before it leaves rows and offsets as they were, and the batch is read again. A crash
 * after it, or a lost answer to it, leaves both moved: the batch is not read again, but for the records behind its first dead letter, and
 * those were applied before.
 *
 * <p>Two statements decide whether it commits. {@link OffsetStore} moves an offset only from the value that this member expects: a member
 * that has lost a partition is stopped there, even if it does not know yet. {@link RebuildFence} stops a batch that was polled before the
 * tables were emptied.
 */
final class ProjectionBatches<E> implements BatchHandler {

    private final InboxTransactions transactions;
    private final Projection<E> projection;
    private final Isolation<E> isolation;
    private final RebuildFence fence;
    private final OffsetStore offsets;

    ProjectionBatches(
            InboxTransactions transactions, Projection<E> projection, RebuildFence fence, OffsetStore offsets) {
        this.transactions = transactions;
        this.projection = projection;
        this.isolation = new Isolation<>(projection);
        this.fence = fence;
        this.offsets = offsets;
    }

    @Override
    public Outcome apply(ConsumerRecords<byte[], byte[]> records, OffsetMoves moves) throws SQLException {
        Decoded<E> batch = Decoded.of(records, projection);
        List<DeadLetter> letters = new ArrayList<>(batch.deadLetters());
        return Thrown.sql(() -> {
            try {
                ProjectionResult result = apply(batch.events(), moves, letters);
                return new Applied(
                        result.applied(),
                        result.alreadyApplied(),
                        result.reissues(),
                        batch.ignored(),
                        result.gaps(),
                        letters);
            } catch (NotAppliedException e) {
                return e.outcome();
            }
        });
    }

    @Override
    public void abort() {
        transactions.abort();
    }

    /**
     * Applies all, but for the events whose values the database rejects, or nothing.
     *
     * @param letters the dead letters of the batch, which the offsets do not pass; gets those of the rejected events
     * @throws NotAppliedException if a rebuild is due or a stored offset is not the expected one
     */
    private ProjectionResult apply(List<Event<E>> events, OffsetMoves moves, List<DeadLetter> letters)
            throws Exception {
        try {
            return transactions.inTransaction(connection -> {
                begin(connection, moves.before(letters));
                return events.isEmpty()
                        ? ProjectionResult.NOTHING
                        : projection.apply(
                                connection, events.stream().map(Event::event).toList());
            });
        } catch (SQLException e) {
            if (!FailurePolicy.isDataFault(e)) {
                throw e;
            }
            return isolate(events, moves, letters);
        }
    }

    private ProjectionResult isolate(List<Event<E>> events, OffsetMoves moves, List<DeadLetter> letters)
            throws Exception {
        List<DeadLetter> rejected = new ArrayList<>();
        ProjectionResult result = transactions.inTransaction(connection -> {
            begin(connection, moves.before(letters));
            ProjectionResult isolated = isolation.apply(connection, events, rejected);
            offsets.move(connection, moves.before(letters).backTo(rejected));
            return isolated;
        });
        letters.addAll(rejected);
        return result;
    }

    /** Moves the offsets first: the locks on their rows order this transaction, other members' and rebuilds. */
    private void begin(Connection connection, OffsetMoves moves) throws SQLException, NotAppliedException {
        offsets.move(connection, moves);
        fence.requireNoneDue(connection, moves.partitions());
    }
}
