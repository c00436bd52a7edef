package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.BatchHandler.Applied;
import com.everyoneslecture.outbox.inbox.BatchHandler.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one poll, while they are processed. Each step can be repeated after a failure, and returns whether it is done.
 * If a step is not done, the batch is dropped and its partitions are placed again.
 */
final class Batch {

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    private final ConsumerRecords<byte[], byte[]> records;
    private final LoopParts parts;
    private final Positions positions;
    private final OffsetMoves moves;
    private Applied applied = new Applied(0, 0, 0, 0, 0, List.of());

    Batch(ConsumerRecords<byte[], byte[]> records, LoopParts parts, Positions positions) {
        this.records = records;
        this.parts = parts;
        this.positions = positions;
        this.moves = positions.to(records.nextOffsets());
    }

    /** Returns false if no record is applied, because a partition must be read from another offset. */
    boolean apply() throws SQLException {
        long begunNanos = System.nanoTime();
        Outcome outcome = parts.handler().apply(records, moves);
        if (!(outcome instanceof Applied done)) {
            LOG.atInfo()
                    .addKeyValue("partitions", moves.partitions())
                    .addKeyValue("outcome", outcome)
                    .log("A batch is dropped; its partitions are read again from their stored offsets");
            return false;
        }
        applied = done;
        positions.moved(moves.before(done.deadLetters()));
        // Without records only the marker of a transaction is passed.
        if (!records.isEmpty()) {
            parts.listener().onBatch(records, applied, Duration.ofNanos(System.nanoTime() - begunNanos));
        }
        return true;
    }

    /** Called only after {@link #apply}, because the database may reject records, too. */
    boolean writeDeadLetters() {
        if (!applied.deadLetters().isEmpty()) {
            parts.deadLetters().write(applied.deadLetters());
            parts.listener().onDeadLetters(applied.deadLetters());
        }
        return true;
    }

    /** Only after {@link #writeDeadLetters}: from here on the letters are not read again. */
    boolean passDeadLetters() throws SQLException {
        OffsetMoves rest = moves.after(applied.deadLetters());
        if (rest.moves().isEmpty()) {
            return true;
        }
        boolean moved = parts.offsets().move(rest);
        if (moved) {
            positions.moved(rest);
        }
        return moved;
    }
}
