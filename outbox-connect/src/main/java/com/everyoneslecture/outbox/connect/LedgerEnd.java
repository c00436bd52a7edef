package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.kafka.Answers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The end of what this task has committed to the ledger. A commit returns before the brokers have written its markers, and only then are
 * its records readable: a session that began to read sooner would miss the last batch of the one before, and publish it again.
 *
 * <p>Thread-safe.
 */
final class LedgerEnd {

    private static final long INTERVAL_MILLIS = 10;

    private final TopicPartition ledger;
    private final AtomicLong lastOffset = new AtomicLong(-1);

    LedgerEnd(String ledger) {
        this.ledger = new TopicPartition(ledger, 0);
    }

    /** Notes where a committed record is. */
    void note(RecordMetadata committed) {
        if (committed.topic().equals(ledger.topic())) {
            lastOffset.accumulateAndGet(committed.offset(), Math::max);
        }
    }

    /**
     * Returns when all that was noted can be read.
     *
     * @throws TimeoutException if the brokers have not written the markers in time
     * @throws InterruptedException if the thread was interrupted
     */
    void awaitReadable(Admin admin, Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (lastOffset.get() >= 0 && readableEnd(admin, patience) <= lastOffset.get()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new TimeoutException("the ledger " + ledger.topic() + " cannot be read to offset "
                        + lastOffset.get() + ": the brokers have not ended its transaction");
            }
            TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
        }
    }

    private long readableEnd(Admin admin, Duration patience) throws InterruptedException {
        return Answers.await(
                        admin.listOffsets(
                                        Map.of(ledger, OffsetSpec.latest()),
                                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                                .partitionResult(ledger),
                        patience)
                .offset();
    }
}
