package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** Reads a topic from its beginning, as a {@code read_committed} consumer would. Used by one thread. */
final class TopicFixture implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final String topic;
    private final Properties client;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    TopicFixture(String bootstrapServers, String topic) {
        this.topic = topic;
        this.client = client(bootstrapServers);
        consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** All records up to the end that the topic has when all of these events are among them. */
    List<ConsumerRecord<byte[], byte[]>> await(Collection<UUID> events) {
        return await(events, () -> {});
    }

    /** Waits like {@link #await(Collection)}, and repeats an action until all of them are there. */
    List<ConsumerRecord<byte[], byte[]>> await(Collection<UUID> events, Runnable meanwhile) {
        Set<UUID> missing = new HashSet<>(events);
        removeFrom(missing, records);
        Awaitility.await("events in " + topic)
                .pollInterval(PAUSE)
                .atMost(PATIENCE)
                .until(() -> {
                    removeFrom(missing, poll());
                    meanwhile.run();
                    return missing.isEmpty();
                });
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        Awaitility.await("the end of " + topic)
                .pollInterval(PAUSE)
                .atMost(PATIENCE)
                .until(() -> {
                    poll();
                    return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
                });
        return records;
    }

    /** Returns by key the versions in the order of the topic, each counted at its first appearance. */
    Map<String, List<Long>> versionsByKey() {
        Map<String, Set<Long>> versions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            versions.computeIfAbsent(new String(record.key(), UTF_8), key -> new LinkedHashSet<>())
                    .add(Long.parseLong(header(record, "ce_aggregateversion")));
        }
        Map<String, List<Long>> inOrder = new HashMap<>();
        versions.forEach((key, seen) -> inOrder.put(key, List.copyOf(seen)));
        return inOrder;
    }

    TopicDescription describe() throws Exception {
        try (Admin admin = Admin.create(client)) {
            return Objects.requireNonNull(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        }
    }

    /** Creates a topic with one partition. */
    static void make(String bootstrapServers, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    /** Settings of a client that reads so. */
    static Properties client(String bootstrapServers) {
        Properties client = new Properties();
        client.put("bootstrap.servers", bootstrapServers);
        client.put("isolation.level", "read_committed");
        client.put("auto.offset.reset", "earliest");
        // Some topics have hundreds of thousands of records.
        client.put("max.poll.records", "20000");
        return client;
    }

    /** Begins with the first record of each partition; false if the topic does not exist yet. */
    static boolean assign(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.listTopics().getOrDefault(topic, List.of()).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return !partitions.isEmpty();
    }

    static UUID eventId(ConsumerRecord<byte[], byte[]> record) {
        return UUID.fromString(header(record, "ce_id"));
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** A record that no relay wrote has no event id. */
    private static void removeFrom(Set<UUID> missing, List<ConsumerRecord<byte[], byte[]>> found) {
        found.stream()
                .filter(record -> record.headers().lastHeader("ce_id") != null)
                .forEach(record -> missing.remove(eventId(record)));
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        if (consumer.assignment().isEmpty() && !assign(consumer, topic)) {
            return List.of();
        }
        List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
        consumer.poll(Duration.ofMillis(200)).forEach(polled::add);
        records.addAll(polled);
        return polled;
    }
}
