package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Detects a consumer in the group that is no member of the inbox, such as {@code kafka-console-consumer --group}: it receives records that
 * nothing applies, while its commits make the group's lag 0. Used by the loop's thread alone.
 *
 * <p>A member stores an offset before it commits it. So the committed offset of a partition that is not this member's is ahead of the
 * stored one only because of such a consumer, or until another member has placed the partition after a restore of the database: it counts
 * if two checks in a row find it. Once that consumer has left the group, its partitions are read from their stored offsets.
 */
final class ForeignCommits {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final String topic;
    private final Consumer<?, ?> consumer;
    private final StoredOffsets stored;
    private final Clock clock;
    private Instant nextCheck;
    private Set<Integer> suspected = Set.of();
    private @Nullable Halted found;

    ForeignCommits(String topic, Consumer<?, ?> consumer, StoredOffsets stored, Clock clock) {
        this.topic = topic;
        this.consumer = consumer;
        this.stored = stored;
        this.clock = clock;
        this.nextCheck = clock.instant();
    }

    /** Checks every 5 s. Asks neither Kafka nor the database if this member has all partitions. */
    void check() throws SQLException {
        Instant now = clock.instant();
        if (now.isBefore(nextCheck)) {
            return;
        }
        nextCheck = now.plus(INTERVAL);
        Set<Integer> ahead;
        try {
            ahead = ahead();
        } catch (TimeoutException e) {
            // That Kafka does not answer is reported by others; what was found stays.
            return;
        }
        Set<Integer> again = new TreeSet<>(ahead);
        again.retainAll(suspected);
        suspected = ahead;
        found = again.isEmpty() ? null : halted(again);
    }

    /** Returns the cause and the remedy; null if there is no such consumer. */
    @Nullable
    Halted found() {
        return found;
    }

    private Set<Integer> ahead() throws SQLException {
        Set<TopicPartition> others = new HashSet<>();
        consumer.partitionsFor(topic, Offsets.TIMEOUT)
                .forEach(partition -> others.add(new TopicPartition(topic, partition.partition())));
        others.removeAll(consumer.assignment());
        if (others.isEmpty()) {
            return Set.of();
        }
        // Before the stored ones are read, which may move on meanwhile.
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(others, Offsets.TIMEOUT);
        Map<Integer, StoredOffset> applied =
                stored.find(others.stream().map(TopicPartition::partition).collect(Collectors.toSet()));
        return others.stream()
                .filter(partition -> isAhead(committed.get(partition), applied.get(partition.partition())))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    private static boolean isAhead(@Nullable OffsetAndMetadata committed, @Nullable StoredOffset applied) {
        return committed != null && committed.offset() > (applied == null ? 0 : applied.next());
    }

    private Halted halted(Set<Integer> partitions) {
        String group = consumer.groupMetadata().groupId();
        return new Halted(
                "another consumer has committed offsets in the group " + group
                        + " for records that are not applied, in partitions " + partitions + " of " + topic,
                "find that consumer by kafka-consumer-groups --describe --members --group " + group
                        + ", and stop it or give it a separate group; then the records are applied");
    }
}
