package com.everyoneslecture.console.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads committed records of the topic, without a consumer group and without commits. If more than {@link #NEWEST} records per partition
 * arrive between two polls, it returns the newest and leaves out the others. {@link #newest} is for one thread at a time.
 */
public final class TopicRecords implements AutoCloseable {

    /** The number of offsets of a partition whose records are read at most. */
    static final int NEWEST = 50;

    private static final Duration PATIENCE = Duration.ofMillis(700);

    /** The first poll opens connections and reads the metadata of the partitions. */
    private static final Duration OPENING_PATIENCE = Duration.ofSeconds(3);

    /** The maximum age of the list of partitions. */
    private static final Duration PARTITIONS_AGE = Duration.ofSeconds(5);

    private final Properties client;
    private final String topic;
    private @Nullable RecordReader tail;
    private long partitionsNanos;

    public TopicRecords(Properties client, String topic) {
        this.client = client;
        this.topic = topic;
    }

    /**
     * Passes on the records that are new since the last call; at the first call, the last ones of each partition.
     *
     * @param taker copies the parts of a record that it needs. It must not keep the record, which may have many MiB
     * @return whether all of them were read in time; otherwise the next call continues
     * @throws KafkaException if the brokers do not answer; the next call then starts again
     */
    public boolean newest(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        Duration patience = tail == null ? OPENING_PATIENCE : PATIENCE;
        RecordReader reader = tail == null ? RecordReader.open(client) : tail;
        tail = reader;
        Consumer<byte[], byte[]> consumer = reader.consumer();
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(knownPartitions(reader, patience), patience);
            assign(consumer, ends, patience);
            return reader.read(ends, patience, record -> {
                taker.accept(record);
                return true;
            });
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    /**
     * Passes on the records of a key from a time on, as many as can be read in five seconds.
     *
     * @param taker as for {@link #newest}
     * @throws KafkaException if the brokers do not answer
     */
    void ofKey(String key, Instant since, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (RecordReader reader = RecordReader.open(client)) {
            RecordSearch search = new RecordSearch(reader, topic, null);
            boolean unused = search.read(search.since(since), key, record -> {
                taker.accept(record);
                return true;
            });
        }
    }

    /** Closes the connections. The next call starts with the last records of each partition. */
    @Override
    public void close() {
        if (tail != null) {
            tail.close();
            tail = null;
        }
    }

    private static void assign(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Duration patience) {
        Set<TopicPartition> known = new HashSet<>(consumer.assignment());
        if (!known.equals(ends.keySet())) {
            Map<TopicPartition, Long> positions = new HashMap<>();
            known.forEach(partition -> positions.put(partition, consumer.position(partition, patience)));
            consumer.assign(ends.keySet());
            ends.forEach((partition, end) ->
                    consumer.seek(partition, positions.getOrDefault(partition, Math.max(0, end - NEWEST))));
        }
        ends.forEach((partition, end) -> {
            long position = consumer.position(partition, patience);
            if (end - position > NEWEST || position > end) {
                consumer.seek(partition, Math.max(0, end - NEWEST));
            }
        });
    }

    private Collection<TopicPartition> knownPartitions(RecordReader reader, Duration patience) {
        long now = System.nanoTime();
        Set<TopicPartition> assigned = reader.consumer().assignment();
        if (!assigned.isEmpty() && now - partitionsNanos < PARTITIONS_AGE.toNanos()) {
            return assigned;
        }
        partitionsNanos = now;
        return reader.partitions(topic, patience);
    }
}
