package com.everyoneslecture.outbox.inbox;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where reading a partition begins, and seeks there. Nothing else does: newly assigned partitions, rebuilds, a topic
 * that was created again, a database that was restored and a batch that was not applied are all handled here. No record of a
 * partition is fetched until it is placed. Used by the loop's thread alone, between two batches.
 *
 * <p>A start at an offset other than the stored one is stored before the first record is read ({@link Start} lists the cases).
 * After a crash before that, the same decision is made again. After a later crash, reading begins at the stored offset.
 */
final class Placement {

    private static final Logger LOG = LoggerFactory.getLogger(Placement.class);

    private final Consumer<?, ?> consumer;
    private final LoopParts parts;
    private final Offsets offsets;
    private final Positions positions;
    private final Assignment assignment;
    private final TopicIdentity identity;
    private final Pace pace;
    private final TakeOver takeOver;

    Placement(
            Consumer<?, ?> consumer,
            LoopParts parts,
            Offsets offsets,
            Positions positions,
            Assignment assignment,
            TopicIdentity identity,
            Pace pace) {
        this.consumer = consumer;
        this.parts = parts;
        this.offsets = offsets;
        this.positions = positions;
        this.assignment = assignment;
        this.identity = identity;
        this.pace = pace;
        this.takeOver = new TakeOver(consumer, parts.offsets(), parts.marks());
    }

    /** Withdraws the place of partitions that have to be read from elsewhere; asking also finds out that a database is down. */
    void recheck() throws SQLException {
        Set<TopicPartition> placed = positions.partitions();
        if (placed.isEmpty()) {
            return;
        }
        Map<Integer, StoredOffset> stored = parts.offsets().find(numbers(placed));
        Set<Integer> due = parts.marks().due(numbers(placed));
        UUID topicId = identity.latest();
        Predicate<TopicPartition> misplaced = partition -> {
            StoredOffset known = Objects.requireNonNull(positions.of(partition));
            return due.contains(partition.partition())
                    || !known.equals(stored.get(partition.partition()))
                    || (topicId != null && !topicId.equals(known.topicId()));
        };
        assignment.displace(placed.stream().filter(misplaced).collect(Collectors.toSet()));
    }

    /**
     * Places the partitions that are not placed. A partition whose stored offset changes meanwhile is left for the next call.
     */
    void place() throws SQLException {
        Set<TopicPartition> unplaced = assignment.unplaced();
        if (unplaced.isEmpty()) {
            return;
        }
        UUID topicId = identity.ask();
        Map<Integer, StoredOffset> stored = takeOver.find(unplaced, topicId);
        Set<Integer> due = parts.marks().due(numbers(unplaced));
        Map<TopicPartition, OffsetAndMetadata> committed = takeOver.committed(unplaced);
        Map<Start, Set<TopicPartition>> starts = unplaced.stream()
                .collect(Collectors.groupingBy(
                        partition -> Start.of(
                                stored.get(partition.partition()), topicId, due.contains(partition.partition())),
                        Collectors.toSet()));
        for (Map.Entry<Start, Set<TopicPartition>> start : starts.entrySet()) {
            Map<TopicPartition, OffsetMove> moves = moves(start.getKey(), start.getValue(), topicId, stored);
            // Done before anything is stored: a failure here changes nothing, and the same decision is made again.
            moves.entrySet()
                    .removeIf(move ->
                            !pace.allows(move.getKey(), move.getValue().to().next()));
            if (moves.isEmpty()) {
                continue;
            }
            if (store(start.getKey(), moves)) {
                moves.forEach((partition, move) -> {
                    consumer.seek(partition, move.to().forKafka());
                    assignment.place(partition, move.to());
                });
                report(start.getKey(), moves, committed);
            } else {
                LOG.atInfo()
                        .addKeyValue("partitions", start.getValue())
                        .log(
                                "Partitions have no read position yet: a rebalance has begun, or their stored offsets have changed");
            }
        }
    }

    private Map<TopicPartition, OffsetMove> moves(
            Start start, Set<TopicPartition> partitions, UUID topicId, Map<Integer, StoredOffset> stored) {
        Map<TopicPartition, Long> beginnings =
                start.isBeginning() ? consumer.beginningOffsets(partitions, Offsets.TIMEOUT) : Map.of();
        Map<TopicPartition, OffsetMove> moves = new HashMap<>();
        for (TopicPartition partition : partitions) {
            StoredOffset from = stored.get(partition.partition());
            StoredOffset to = switch (start) {
                case STORED -> Objects.requireNonNull(from);
                case BEGINNING, REBUILD, NEW_TOPIC ->
                    new StoredOffset(topicId, beginnings.getOrDefault(partition, 0L), null);
            };
            moves.put(partition, new OffsetMove(partition.partition(), from, to));
        }
        return moves;
    }

    /** Returns whether the database has stored the offsets to begin with. */
    private boolean store(Start start, Map<TopicPartition, OffsetMove> moves) throws SQLException {
        OffsetMoves stored = new OffsetMoves(List.copyOf(moves.values()));
        return switch (start) {
            case STORED -> true;
            case BEGINNING, NEW_TOPIC -> parts.offsets().move(stored);
            // The group's offsets first: tools never see a group that has read everything beside an emptied read model.
            case REBUILD ->
                offsets.commit(targets(moves), Offsets.TIMEOUT) && parts.marks().rewound(stored);
        };
    }

    private void report(
            Start start, Map<TopicPartition, OffsetMove> moves, Map<TopicPartition, OffsetAndMetadata> committed) {
        if (start == Start.STORED) {
            moves.forEach((partition, move) -> reportAhead(partition, move.to(), committed.get(partition)));
            return;
        }
        if (start == Start.REBUILD || start == Start.NEW_TOPIC) {
            parts.listener().onReplay(moves.size());
        }
        (start == Start.NEW_TOPIC ? LOG.atWarn() : LOG.atInfo())
                .addKeyValue("offsets", offsets(moves))
                .log(
                        switch (start) {
                            case STORED -> "Partitions are read from their stored offsets";
                            case BEGINNING, REBUILD -> "Partitions are read from their beginning";
                            case NEW_TOPIC -> "The topic was deleted and created again; it is read from its beginning";
                        });
    }

    /**
     * Reports an offset that is ahead: the database has lost its newest transactions, or another consumer of the
     * group committed.
     */
    private void reportAhead(TopicPartition partition, StoredOffset stored, @Nullable OffsetAndMetadata committed) {
        if (committed != null && committed.offset() > stored.next()) {
            parts.listener().onReread(committed.offset() - stored.next());
            LOG.atWarn()
                    .addKeyValue("partition", partition)
                    .addKeyValue("stored", stored.next())
                    .addKeyValue("committed", committed.offset())
                    .log("The group's committed offset is ahead of the database; records are read again");
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> targets(Map<TopicPartition, OffsetMove> moves) {
        Map<TopicPartition, OffsetAndMetadata> targets = new HashMap<>();
        moves.forEach((partition, move) -> targets.put(partition, move.to().forKafka()));
        return targets;
    }

    private static Map<Integer, Long> offsets(Map<TopicPartition, OffsetMove> moves) {
        return moves.values().stream()
                .collect(Collectors.toMap(
                        OffsetMove::partition, move -> move.to().next()));
    }

    private static Set<Integer> numbers(Set<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
}
