package com.everyoneslecture.consume;

import com.everyoneslecture.consume.BatchHandler.Applied;
import com.everyoneslecture.consume.BatchHandler.Outcome;
import com.everyoneslecture.consume.BatchHandler.ReplayDue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** The records of one poll on their way. Each step can be taken again after it has failed. */
final class Batch {

    private final ConsumerRecords<byte[], byte[]> records;
    private final LoopParts parts;
    private final Replay replay;
    private Applied applied = new Applied(0, 0, 0, 0, 0, List.of());

    Batch(ConsumerRecords<byte[], byte[]> records, LoopParts parts, Replay replay) {
        this.records = records;
        this.parts = parts;
        this.replay = replay;
    }

    /** Returns false if a partition had to be rewound instead, so that none of this is applied. */
    boolean apply() throws SQLException {
        long begunNanos = System.nanoTime();
        Outcome outcome = parts.handler().apply(records);
        if (outcome instanceof ReplayDue due) {
            replay.fromBeginning(due.partitions());
            return false;
        }
        applied = (Applied) outcome;
        parts.listener().onBatch(records.count(), applied, Duration.ofNanos(System.nanoTime() - begunNanos));
        return true;
    }

    /** Only after {@link #apply}: a letter is what the database, too, has had its say about. */
    boolean writeDeadLetters() {
        if (!applied.deadLetters().isEmpty()) {
            parts.deadLetters().write(applied.deadLetters());
            parts.listener().onDeadLetters(applied.deadLetters());
        }
        return true;
    }
}
