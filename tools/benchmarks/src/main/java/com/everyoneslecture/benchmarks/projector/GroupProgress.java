package com.everyoneslecture.benchmarks.projector;

import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Usage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * The position of a group, by its committed offsets: committed records have been applied. It is polled every few milliseconds. The measured
 * time goes from the first rise to the last, so that neither the start of a JVM nor the joining of the group counts.
 */
final class GroupProgress {

    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long ANSWER_SECONDS = 20;

    private final Admin admin;
    private final String group;
    private final Map<TopicPartition, Long> ends;
    private final long end;

    GroupProgress(Admin admin, String group, String topic) throws Exception {
        this.admin = admin;
        this.group = group;
        this.ends = ends(admin, topic);
        this.end = ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Returns when everything is committed, or when the bound has passed since the first rise.
     *
     * @param records the number of records in the topic
     * @param process the group's only member
     */
    Advance await(int records, Duration bound, JavaProcess process) throws Exception {
        long first = 0;
        long firstNanos = 0;
        long last = 0;
        long lastNanos = System.nanoTime();
        Usage atFirst = process.usage();
        while (last < end && (first == 0 || System.nanoTime() - firstNanos < bound.toNanos())) {
            long committed = committed();
            long nowNanos = System.nanoTime();
            if (committed > last) {
                last = committed;
                lastNanos = nowNanos;
                if (first == 0) {
                    first = committed;
                    firstNanos = nowNanos;
                    atFirst = process.usage();
                }
            }
            process.requireAlive();
            if (nowNanos - lastNanos > PATIENCE.toNanos()) {
                throw new TimeoutException("group " + group + " makes no progress: " + last + " of " + end);
            }
            TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
        }
        // Markers of transactions also take offsets, but are not records.
        return new Advance(
                (last - first) * (double) records / end,
                (lastNanos - firstNanos) / 1e9,
                process.usage().since(atFirst),
                last >= end);
    }

    private long committed() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return offsets.entrySet().stream()
                .filter(each -> each.getValue() != null && ends.containsKey(each.getKey()))
                .mapToLong(each -> each.getValue().offset())
                .sum();
    }

    private static Map<TopicPartition, Long> ends(Admin admin, String topic) throws Exception {
        Collection<TopicPartition> partitions =
                get(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                        .flatMap(found -> found.partitions().stream())
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        return get(admin.listOffsets(partitions.stream()
                                .collect(Collectors.toMap(partition -> partition, ignored -> OffsetSpec.latest())))
                        .all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().offset()));
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * The progress of a group. If all records were applied between two polls, there is no rate; it counts as 0.
     *
     * @param records the number of records after the first rise
     * @param seconds the time from the first rise to the last
     * @param usage the usage of the process in that time
     * @param complete whether all records were applied
     */
    record Advance(double records, double seconds, Usage usage, boolean complete) {

        double perSecond() {
            return seconds > 0 ? records / seconds : 0;
        }

        /** Returns the processor time of the process for each record, in microseconds. */
        double cpuMicros() {
            return records > 0 ? usage.cpuSeconds() * 1e6 / records : 0;
        }
    }
}
