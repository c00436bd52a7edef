package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.kafka.Answers;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Requests the ends of partitions from the brokers, because the consumer only knows the last stable offset: it cannot
 * distinguish a partition that it has read from one that an open transaction blocks. Used by the loop's thread alone.
 */
final class PartitionEnds {

    /**
     * The ends of a partition.
     *
     * @param stable the last stable offset: a consumer cannot read on from here; below {@code end} while a transaction is open
     * @param end the offset behind the newest record or marker of a transaction
     * @param at the time of the request: a response may be taken long after it has arrived
     */
    record Ends(long stable, long end, Instant at) {}

    /** A request to the brokers. */
    private record Asked(Set<TopicPartition> partitions, Instant at, ListOffsetsResult stable, ListOffsetsResult end) {

        boolean isDone() {
            return partitions.stream()
                    .allMatch(partition -> stable.partitionResult(partition).isDone()
                            && end.partitionResult(partition).isDone());
        }
    }

    private final Supplier<Admin> admin;
    private final Clock clock;
    private final Map<TopicPartition, Ends> known = new HashMap<>();
    private @Nullable Asked asked;

    /** @param admin returns an open client each time */
    PartitionEnds(Supplier<Admin> admin, Clock clock) {
        this.admin = admin;
        this.clock = clock;
    }

    /** Takes the response to the previous request, if it has arrived, and sends a new request. Never waits. */
    void refresh(Set<TopicPartition> partitions) {
        known.keySet().retainAll(partitions);
        Asked before = asked;
        if (before != null) {
            if (!before.isDone()) {
                return;
            }
            before.partitions().stream().filter(partitions::contains).forEach(partition -> take(partition, before));
        }
        asked = partitions.isEmpty() ? null : ask(Set.copyOf(partitions));
    }

    /** Returns the ends that the brokers have last returned; a partition that they have not is missing. */
    Map<TopicPartition, Ends> known() {
        return Map.copyOf(known);
    }

    private Asked ask(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Admin open = admin.get();
        return new Asked(
                partitions,
                clock.instant(),
                open.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)),
                open.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)));
    }

    /** Keeps what is known of a partition whose leader has not responded. */
    private void take(TopicPartition partition, Asked before) {
        KafkaFuture<ListOffsetsResultInfo> stable = before.stable().partitionResult(partition);
        KafkaFuture<ListOffsetsResultInfo> end = before.end().partitionResult(partition);
        if (!stable.isCompletedExceptionally() && !end.isCompletedExceptionally()) {
            known.put(partition, new Ends(offset(stable), offset(end), before.at()));
        }
    }

    private static long offset(KafkaFuture<ListOffsetsResultInfo> done) {
        return Objects.requireNonNull(Answers.of(done, ClientDefaults.ADMIN_PATIENCE))
                .offset();
    }
}
