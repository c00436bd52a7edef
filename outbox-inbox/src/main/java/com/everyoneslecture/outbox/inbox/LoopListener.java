package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.BatchHandler.Applied;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
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

    /** The state is another one than before. */
    default void onState(LoopState state) {}

    /** A batch is applied; its dead letters are not written and its offsets are not committed yet. */
    default void onBatch(int records, Applied outcome, Duration took) {}

    /** Dead letters are acknowledged; the offsets of their batch are not committed yet. */
    default void onDeadLetters(List<DeadLetter> letters) {}

    /** Partitions are read again from their beginning. */
    default void onReplay(int partitions) {}

    /** The group's committed offset was so many records ahead of the database's; they are read again. */
    default void onReread(long records) {}

    /** The topic dropped so many records of a partition before they were read. */
    default void onLost(long records) {}

    /** How many records each assigned partition is behind, by partition; one that is not here is no longer assigned. */
    default void onLag(Map<Integer, Long> lagByPartition) {}
}
