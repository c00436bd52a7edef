package com.everyoneslecture.consume;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions again from their beginning. Used by the loop's thread alone, between two batches.
 *
 * <p>Order: seek, commit the beginning as the group's offset, mark. A crash before the mark leaves the replay due, so it
 * starts over; a crash after it goes on from what is committed, which is the beginning or later. Marking first would lose
 * everything, if the crash came before the commit.
 */
final class Replay {

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final Consumer<?, ?> consumer;
    private final Offsets offsets;
    private final ReplayMarks marks;
    private final LoopListener listener;

    Replay(Consumer<?, ?> consumer, Offsets offsets, ReplayMarks marks, LoopListener listener) {
        this.consumer = consumer;
        this.offsets = offsets;
        this.marks = marks;
        this.listener = listener;
    }

    void fromBeginning(Set<Integer> partitions) throws SQLException {
        Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
        Set<TopicPartition> due = consumer.assignment().stream()
                .filter(partition -> partitions.contains(partition.partition()))
                .collect(java.util.stream.Collectors.toSet());
        // What was applied of them before does not count any more, and must not be committed over the beginning.
        offsets.forget(due);
        consumer.seekToBeginning(due);
        due.forEach(partition -> beginnings.put(partition, position(consumer, partition)));
        if (!beginnings.isEmpty() && offsets.commit(beginnings, Offsets.TIMEOUT)) {
            Map<Integer, Long> marked = new HashMap<>();
            beginnings.forEach((partition, beginning) -> marked.put(partition.partition(), beginning.offset()));
            marks.rewound(marked);
            listener.onReplay(marked.size());
            LOG.atInfo().addKeyValue("beginnings", marked).log("Partitions are read from their beginning");
        }
    }

    /** Where the next poll reads on; it asks the broker where the client does not know yet. */
    static OffsetAndMetadata position(Consumer<?, ?> consumer, TopicPartition partition) {
        return new OffsetAndMetadata(consumer.position(partition, Offsets.TIMEOUT));
    }

    /** Lets a batch that was not applied be polled again; a partition that was rewound further stays where it is. */
    static void rewind(Consumer<?, ?> consumer, ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            long first = records.records(partition).get(0).offset();
            if (consumer.assignment().contains(partition)
                    && position(consumer, partition).offset() > first) {
                consumer.seek(partition, first);
            }
        }
    }
}
