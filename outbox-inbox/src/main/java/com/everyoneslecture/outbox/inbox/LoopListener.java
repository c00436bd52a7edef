package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.BatchHandler.Applied;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apiguardian.api.API;

/**
 * Receives notifications of the loop's progress, on the loop's thread. Methods must return quickly and must not throw.
 */
@API(status = API.Status.STABLE)
public interface LoopListener {

    /**
     * Called when the loop has created a new consumer; the previous one is closed. A listener may only use the
     * consumer's metrics.
     */
    default void onConsumer(Consumer<?, ?> consumer) {}

    /** Called when the state has changed. */
    default void onState(LoopState state) {}

    /**
     * Called when a batch is applied; its dead letters are not written and its offsets are not committed in Kafka yet.
     */
    default void onBatch(int records, Applied outcome, Duration took) {}

    /**
     * Called like {@link #onBatch(int, Applied, Duration)}, and calls it, for listeners that need the records.
     *
     * @param records at least one; must not be changed
     */
    default void onBatch(ConsumerRecords<byte[], byte[]> records, Applied outcome, Duration took) {
        onBatch(records.count(), outcome, took);
    }

    /** Called when dead letters are acknowledged; the offsets of their batch are not committed in Kafka yet. */
    default void onDeadLetters(List<DeadLetter> letters) {}

    /** Called when partitions are read again from their beginning. */
    default void onReplay(int partitions) {}

    /**
     * Called with the number of records by which the group's offset was ahead of the database's; they are read again.
     */
    default void onReread(long records) {}

    /** Called with the number of records of a partition that the topic dropped before they were read. */
    default void onLost(long records) {}

    /**
     * Called with the lag in records of each assigned partition, up to the partition's end; a missing partition is no longer
     * assigned. It includes records behind an open transaction, which cannot be read yet, and the markers of transactions.
     */
    default void onLag(Map<Integer, Long> lagByPartition) {}
}
