package com.everyoneslecture.outbox.inbox;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resets a partition without a usable position to its beginning. The client could do that ({@code auto.offset.reset=earliest}),
 * but would not report it: records that the topic dropped before they were read are lost to the read model, and the listener
 * must be notified of that. Used by the loop's thread alone.
 */
final class OffsetReset {

    private static final Logger LOG = LoggerFactory.getLogger(OffsetReset.class);

    private final Consumer<?, ?> consumer;
    private final LoopListener listener;

    OffsetReset(Consumer<?, ?> consumer, LoopListener listener) {
        this.consumer = consumer;
        this.listener = listener;
    }

    /**
     * Also works if the broker does not respond at once: the seek stays in effect, and the position is requested again later.
     */
    void run(InvalidOffsetException failure) {
        consumer.seekToBeginning(failure.partitions());
        if (failure instanceof OffsetOutOfRangeException outOfRange) {
            outOfRange.offsetOutOfRangePartitions().forEach(this::report);
        }
    }

    private void report(TopicPartition partition, long wanted) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(List.of(partition), Offsets.TIMEOUT);
        long beginning = beginnings.getOrDefault(partition, 0L);
        long lost = Math.max(0, beginning - wanted);
        listener.onLost(lost);
        (lost > 0 ? LOG.atError() : LOG.atWarn())
                .addKeyValue("partition", partition)
                .addKeyValue("wanted", wanted)
                .addKeyValue("beginning", beginning)
                .addKeyValue("lost", lost)
                .log(
                        lost > 0
                                ? "The topic dropped records before they were read; raise its retention"
                                : "The partition ends before the committed offset, so it is not the same partition; it is read from its beginning");
    }
}
