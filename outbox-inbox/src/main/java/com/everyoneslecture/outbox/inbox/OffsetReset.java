package com.everyoneslecture.outbox.inbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resets a partition without a usable position: to the first offset that differs if its log was truncated, otherwise to its
 * beginning. The client could reset it ({@code auto.offset.reset=earliest}), but would not report it: records that the topic
 * dropped before they were read are lost to the read model, and the listener must be notified of that. Used by the loop's
 * thread alone.
 *
 * <p>A log is truncated if a leader is elected that does not have its newest records. Other records may be at their offsets by
 * now. The client finds the first such offset by the epoch of the position; the records before it are applied. Without an epoch
 * that offset is unknown: reading from the beginning repeats records and loses none.
 */
final class OffsetReset {

    private static final Logger LOG = LoggerFactory.getLogger(OffsetReset.class);

    private final Consumer<?, ?> consumer;
    private final LoopListener listener;
    private final Positions positions;
    private final TopicIdentity identity;

    OffsetReset(Consumer<?, ?> consumer, LoopListener listener, Positions positions, TopicIdentity identity) {
        this.consumer = consumer;
        this.listener = listener;
        this.positions = positions;
        this.identity = identity;
    }

    /**
     * Also works if the broker does not respond at once: the seek stays in effect, and the position is requested again later.
     */
    void run(InvalidOffsetException failure) {
        consumer.seekToBeginning(failure.partitions());
        Map<TopicPartition, OffsetAndMetadata> divergent =
                failure instanceof LogTruncationException truncated ? ofThisTopic(truncated) : Map.of();
        divergent.forEach(consumer::seek);
        if (failure instanceof OffsetOutOfRangeException outOfRange) {
            outOfRange.offsetOutOfRangePartitions().forEach((partition, wanted) -> {
                OffsetAndMetadata first = divergent.get(partition);
                if (first == null) {
                    report(partition, wanted);
                } else {
                    LOG.atError()
                            .addKeyValue("partition", partition)
                            .addKeyValue("wanted", wanted)
                            .addKeyValue("divergent", first.offset())
                            .log(
                                    "The brokers have lost records of the partition that were applied; it is read from the first offset that differs");
                }
            });
        }
    }

    /** Returns no offset of a topic that was created again: its log has nothing to do with the position. */
    private Map<TopicPartition, OffsetAndMetadata> ofThisTopic(LogTruncationException truncated) {
        Map<TopicPartition, OffsetAndMetadata> divergent = new HashMap<>(truncated.divergentOffsets());
        if (!divergent.isEmpty()) {
            UUID topicId = identity.ask();
            divergent.keySet().removeIf(partition -> {
                StoredOffset position = positions.of(partition);
                return position == null || !position.topicId().equals(topicId);
            });
        }
        return divergent;
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
