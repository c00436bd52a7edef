package com.everyoneslecture.consume;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
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
    private final Poll poll;
    private final Offsets offsets;
    private final ReplayMarks marks;
    private final LoopListener listener;

    Replay(Consumer<?, ?> consumer, Poll poll, Offsets offsets, ReplayMarks marks, LoopListener listener) {
        this.consumer = consumer;
        this.poll = poll;
        this.offsets = offsets;
        this.marks = marks;
        this.listener = listener;
    }

    void fromBeginning(Set<Integer> partitions) throws SQLException {
        Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
        Set<TopicPartition> due = consumer.assignment().stream()
                .filter(partition -> partitions.contains(partition.partition()))
                .collect(Collectors.toSet());
        // What was applied of them before does not count any more, and must not be committed over the beginning.
        offsets.forget(due);
        consumer.seekToBeginning(due);
        due.forEach(partition -> beginnings.put(partition, poll.position(partition)));
        if (!beginnings.isEmpty() && offsets.commit(beginnings, Offsets.TIMEOUT)) {
            Map<Integer, Long> marked = new HashMap<>();
            beginnings.forEach((partition, beginning) -> marked.put(partition.partition(), beginning.offset()));
            marks.rewound(marked);
            listener.onReplay(marked.size());
            LOG.atInfo().addKeyValue("beginnings", marked).log("Partitions are read from their beginning");
        }
    }
}
