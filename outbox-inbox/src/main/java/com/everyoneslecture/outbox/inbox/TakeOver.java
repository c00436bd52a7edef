package com.everyoneslecture.outbox.inbox;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over the offsets of a group that was used before its database stored offsets: all of the topic at once, when the database has none of
 * them. From then on the group's committed offsets decide nothing: an offset that is committed for a partition without a stored one, such as a
 * new partition, is of a consumer that is no member of the inbox, and has applied nothing. Until the first offset is stored, a restored
 * database cannot be distinguished from an upgraded one. A partition whose rebuild is due is read from its beginning instead.
 *
 * <p>All offsets are stored in one transaction. After a crash before it, the next member takes them over; after it, they are stored. Of two
 * members that do it at the same time, one fails, and finds the offsets of the other. Used by the loop's thread alone.
 */
final class TakeOver {

    private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);

    private final Consumer<?, ?> consumer;
    private final StoredOffsets offsets;
    private final ReplayMarks marks;

    TakeOver(Consumer<?, ?> consumer, StoredOffsets offsets, ReplayMarks marks) {
        this.consumer = consumer;
        this.offsets = offsets;
        this.marks = marks;
    }

    /**
     * Returns the stored offsets of the topic by partition, after those of the group are taken over if there are none.
     *
     * @param assigned partitions of the topic; not empty
     * @param topicId the id of the topic
     */
    Map<Integer, StoredOffset> find(Set<TopicPartition> assigned, UUID topicId) throws SQLException {
        Set<TopicPartition> all = new HashSet<>(assigned);
        String topic = assigned.iterator().next().topic();
        consumer.partitionsFor(topic, Offsets.TIMEOUT)
                .forEach(partition -> all.add(new TopicPartition(topic, partition.partition())));
        Set<Integer> numbers = all.stream().map(TopicPartition::partition).collect(Collectors.toSet());
        Map<Integer, StoredOffset> stored = offsets.find(numbers);
        if (!stored.isEmpty()) {
            return stored;
        }
        List<OffsetMove> moves = new ArrayList<>();
        Set<Integer> due = marks.due(numbers);
        all.removeIf(partition -> due.contains(partition.partition()));
        committed(all)
                .forEach((partition, offset) ->
                        moves.add(new OffsetMove(partition.partition(), null, StoredOffset.of(topicId, offset))));
        if (moves.isEmpty()) {
            return stored;
        }
        if (offsets.move(new OffsetMoves(moves))) {
            LOG.atInfo()
                    .addKeyValue(
                            "offsets",
                            moves.stream()
                                    .collect(Collectors.toMap(
                                            OffsetMove::partition,
                                            move -> move.to().next())))
                    .log("The group's committed offsets are copied to the database");
        }
        return offsets.find(numbers);
    }

    /** Returns the group's committed offsets of these partitions; a partition without one is missing. */
    Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                new HashMap<>(consumer.committed(partitions, Offsets.TIMEOUT));
        committed.values().removeIf(Objects::isNull);
        return committed;
    }
}
