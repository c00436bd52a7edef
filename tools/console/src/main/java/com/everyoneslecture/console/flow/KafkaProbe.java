package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.KafkaProbe.Reading;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Reads the positions of topic and group from the brokers. The client's timeouts limit each request. */
final class KafkaProbe implements Callable<Reading>, AutoCloseable {

    /** The maximum age of the list of partitions. */
    private static final Duration PARTITIONS_AGE = Duration.ofSeconds(5);

    private final String topic;
    private final String group;
    private final ReopenedAdmin admin;
    private List<TopicPartition> partitions = List.of();
    private long partitionsNanos;

    /** @param client the settings of the Kafka clients; nothing connects before the first request */
    KafkaProbe(Properties client, String topic, String group) {
        this.admin = new ReopenedAdmin(client);
        this.topic = topic;
        this.group = group;
    }

    @Override
    public Reading call() throws ExecutionException, InterruptedException {
        Map<Integer, Long> ends = ends();
        return new Reading(ends, committed(), group());
    }

    /** Closes the connections; the next request opens them again. */
    @Override
    public void close() {
        admin.close();
    }

    /** Returns no ends if the topic does not exist yet. */
    private Map<Integer, Long> ends() throws ExecutionException, InterruptedException {
        try {
            Map<Integer, Long> ends = new TreeMap<>();
            admin.open()
                    .listOffsets(
                            partitions().stream()
                                    .collect(Collectors.toMap(Function.identity(), one -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .forEach((partition, found) -> ends.put(partition.partition(), found.offset()));
            return ends;
        } catch (ExecutionException e) {
            partitions = List.of();
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Map.of();
            }
            throw e;
        }
    }

    private List<TopicPartition> partitions() throws ExecutionException, InterruptedException {
        long now = System.nanoTime();
        if (partitions.isEmpty() || now - partitionsNanos > PARTITIONS_AGE.toNanos()) {
            TopicDescription description = admin.open()
                    .describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic);
            partitions = description == null
                    ? List.of()
                    : description.partitions().stream()
                            .map(one -> new TopicPartition(topic, one.partition()))
                            .toList();
            partitionsNanos = now;
        }
        return partitions;
    }

    private Map<Integer, Long> committed() throws ExecutionException, InterruptedException {
        Map<Integer, Long> committed = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> found =
                get(admin.open().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        if (found != null) {
            found.forEach((partition, offset) -> {
                if (partition.topic().equals(topic) && offset != null) {
                    committed.put(partition.partition(), offset.offset());
                }
            });
        }
        return committed;
    }

    private GroupReading group() throws ExecutionException, InterruptedException {
        Map<Integer, String> members = new HashMap<>();
        KafkaFuture<ConsumerGroupDescription> answer = admin.open()
                .describeConsumerGroups(List.of(group))
                .describedGroups()
                .get(group);
        ConsumerGroupDescription description = answer == null ? null : get(answer);
        if (description == null) {
            return new GroupReading(null, members);
        }
        for (MemberDescription member : description.members()) {
            member.assignment()
                    .topicPartitions()
                    .forEach(partition -> members.put(partition.partition(), member.clientId() + member.host()));
        }
        return new GroupReading(description.groupState(), members);
    }

    /** Returns null if the group does not exist. */
    private static <T> @Nullable T get(KafkaFuture<T> answer) throws ExecutionException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return null;
            }
            throw e;
        }
    }

    /**
     * The positions and the group, as the brokers report them.
     *
     * @param ends the offset at which a consumer of committed records is up to date, by partition; empty if the topic does not exist
     * @param committed the committed offsets by partition, without partitions that have none
     */
    record Reading(Map<Integer, Long> ends, Map<Integer, Long> committed, GroupReading group) {}

    /**
     * The group.
     *
     * @param state null if the group does not exist
     * @param members the members by the partition that they read
     */
    record GroupReading(@Nullable GroupState state, Map<Integer, String> members) {}
}
