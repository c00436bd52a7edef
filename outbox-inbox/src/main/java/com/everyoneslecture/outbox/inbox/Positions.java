package com.everyoneslecture.outbox.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The stored offsets of this member's partitions, as this member last read or wrote them, so as it expects them in the
 * database. Used by the loop's thread alone.
 */
final class Positions {

    private final Map<TopicPartition, StoredOffset> known = new HashMap<>();

    Set<TopicPartition> partitions() {
        return Set.copyOf(known.keySet());
    }

    boolean has(TopicPartition partition) {
        return known.containsKey(partition);
    }

    @Nullable
    StoredOffset of(TopicPartition partition) {
        return known.get(partition);
    }

    void put(TopicPartition partition, StoredOffset stored) {
        known.put(partition, stored);
    }

    void forget(Collection<TopicPartition> partitions) {
        known.keySet().removeAll(partitions);
    }

    /** Returns the moves from the known offsets to these. */
    OffsetMoves to(Map<TopicPartition, OffsetAndMetadata> next) {
        List<OffsetMove> moves = new ArrayList<>();
        next.forEach((partition, offset) -> {
            StoredOffset from = Objects.requireNonNull(known.get(partition), "polled, and never placed");
            moves.add(new OffsetMove(partition.partition(), from, StoredOffset.of(from.topicId(), offset)));
        });
        return new OffsetMoves(moves);
    }

    /** Records that the database has made these moves. */
    void moved(OffsetMoves moves) {
        Map<Integer, StoredOffset> to = new HashMap<>();
        moves.moves().forEach(move -> to.put(move.partition(), move.to()));
        known.replaceAll((partition, stored) -> to.getOrDefault(partition.partition(), stored));
    }
}
