package com.everyoneslecture.outbox.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** Reads a topic from its beginning, as a {@code read_committed} consumer. Used by one thread. */
final class TopicRecords implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    TopicRecords(String bootstrapServers, String topic) {
        this.topic = topic;
        Properties client = new Properties();
        client.put("bootstrap.servers", bootstrapServers);
        client.put("isolation.level", "read_committed");
        client.put("auto.offset.reset", "earliest");
        client.put("max.poll.records", "20000");
        consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Returns all records up to the end that the topic has when all of these events are among them. */
    List<ConsumerRecord<byte[], byte[]>> await(Collection<UUID> events) {
        Set<UUID> missing = new HashSet<>(events);
        records.forEach(record -> missing.remove(eventId(record)));
        Awaitility.await("events in " + topic).atMost(PATIENCE).until(() -> {
            poll().forEach(record -> missing.remove(eventId(record)));
            return missing.isEmpty();
        });
        readToEnd();
        return records;
    }

    /** Reads up to the end that the topic has now. */
    private void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        Awaitility.await("the end of " + topic).atMost(PATIENCE).until(() -> {
            poll();
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        });
    }

    /** Asserts that each committed row is there once, and the versions of each aggregate in their order. */
    void assertExactlyOnceInOrder(OutboxRows outbox) {
        List<UUID> published =
                await(outbox.committed()).stream().map(TopicRecords::eventId).toList();
        assertThat(published).doesNotHaveDuplicates();
        assertThat(Set.copyOf(published)).isEqualTo(Set.copyOf(outbox.committed()));
        Map<String, List<Long>> versions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            versions.computeIfAbsent(new String(record.key(), UTF_8), key -> new ArrayList<>())
                    .add(Long.parseLong(header(record, "ce_aggregateversion")));
        }
        assertThat(versions.values())
                .allSatisfy(inTopic -> assertThat(inTopic)
                        .isEqualTo(LongStream.rangeClosed(1, inTopic.size())
                                .boxed()
                                .toList()));
    }

    static UUID eventId(ConsumerRecord<byte[], byte[]> record) {
        return UUID.fromString(header(record, "ce_id"));
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        if (consumer.assignment().isEmpty() && !assign()) {
            return List.of();
        }
        List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
        consumer.poll(Duration.ofMillis(200)).forEach(polled::add);
        records.addAll(polled);
        return polled;
    }

    /** Returns false if the topic does not exist yet. */
    private boolean assign() {
        List<TopicPartition> partitions = consumer.listTopics().getOrDefault(topic, List.of()).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return !partitions.isEmpty();
    }
}
