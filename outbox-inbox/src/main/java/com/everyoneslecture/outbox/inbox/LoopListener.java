package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.BatchHandler.Applied;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apiguardian.api.API;

/** Hears of what the loop does, on the loop's thread: returns quickly and throws nothing. */
@API(status = API.Status.STABLE)
public interface LoopListener {

    /** The loop begins to read with a new consumer; the one before it is closed. Only its metrics may be used. */
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
