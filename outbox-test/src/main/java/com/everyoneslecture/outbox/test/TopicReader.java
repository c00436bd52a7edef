package com.everyoneslecture.outbox.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their beginning as a {@code read_committed} consumer does, without a group. Topics and partitions may be added
 * meanwhile. Used by one thread.
 */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Set<String> topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<PublishedRecord> records = new ArrayList<>();

    TopicReader(Set<String> topics, Map<String, ?> client) {
        this.topics = Set.copyOf(topics);
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads on, for a fraction of a second if there is nothing new. */
    void poll() {
        assignNewPartitions();
        if (consumer.assignment().isEmpty()) {
            pause();
            return;
        }
        consumer.poll(POLL).forEach(record -> records.add(PublishedRecord.of(record)));
    }

    /** Returns true once everything is read that is committed now. */
    boolean isAtTheEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Returns what was read, in the order of each partition. */
    List<PublishedRecord> records() {
        return List.copyOf(records);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void assignNewPartitions() {
        Map<String, List<PartitionInfo>> existing = consumer.listTopics();
        Set<TopicPartition> wanted = new HashSet<>();
        for (String topic : topics) {
            for (PartitionInfo partition : existing.getOrDefault(topic, List.of())) {
                wanted.add(new TopicPartition(topic, partition.partition()));
            }
        }
        if (!consumer.assignment().containsAll(wanted)) {
            wanted.addAll(consumer.assignment());
            // Keeps the positions of the partitions that were assigned before.
            consumer.assign(wanted);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a topic", e);
        }
    }
}
