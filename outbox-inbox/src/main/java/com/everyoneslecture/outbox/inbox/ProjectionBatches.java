package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.retry.FailurePolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Applies the events of one topic by a {@link Projection}. One transaction applies a batch and moves the
 * stored offsets.
 *
 * <p>Commit point: the transaction's commit. After a crash before it, rows and offsets are unchanged, and the batch is
 * read again. After a crash later than that, or a lost response to the commit, both have changed: the batch is not read
 * again, except for each partition's records from its first dead letter on; apart from the dead letters these are
 * applied already.
 *
 * <p>Two checks decide whether the transaction commits. {@link OffsetStore} moves an offset only from the value that
 * this member expects, so a member that has lost a partition fails there, even if it does not know about the loss yet.
 * {@link RebuildFence} stops a batch that was polled before the tables were emptied.
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
                ProjectionResult result = apply(batch, moves, letters);
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
     * Applies all events except those whose values the database rejects; if it throws, it has applied none.
     *
     * @param letters the dead letters of the batch, which the offsets do not pass; receives those of the rejected events
     * @throws NotAppliedException if a rebuild is due or a stored offset is not the expected one
     */
    private ProjectionResult apply(Decoded<E> batch, OffsetMoves moves, List<DeadLetter> letters) throws Exception {
        try {
            return transactions.inTransaction(connection -> {
                begin(connection, moves.before(letters));
                return batch.events().isEmpty()
                        ? ProjectionResult.NOTHING
                        : projection.apply(connection, batch.events());
            });
        } catch (SQLException e) {
            if (!FailurePolicy.isDataFault(e)) {
                throw e;
            }
            return isolate(batch, moves, letters);
        }
    }

    private ProjectionResult isolate(Decoded<E> batch, OffsetMoves moves, List<DeadLetter> letters) throws Exception {
        List<DeadLetter> rejected = new ArrayList<>();
        ProjectionResult result = transactions.inTransaction(connection -> {
            begin(connection, moves.before(letters));
            ProjectionResult isolated = isolation.apply(connection, batch.events(), batch.records(), rejected);
            offsets.move(connection, moves.before(letters).backTo(rejected));
            return isolated;
        });
        letters.addAll(rejected);
        return result;
    }

    /** Before any row is written: the fence excludes a rebuild, and the locks on the offsets exclude other members. */
    private void begin(Connection connection, OffsetMoves moves) throws SQLException, NotAppliedException {
        fence.requireNoneDue(connection, moves.partitions());
        offsets.move(connection, moves);
    }
}
