package com.everyoneslecture.console.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.kafka.CommittedRecords;
import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.outbox.kafka.SizeCheck;
import com.everyoneslecture.outbox.kafka.UnpackedSizes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads committed records of the topic, without a consumer group and without commits. If more than {@link #NEWEST} records per partition
 * arrive between two polls, it returns the newest and leaves out the others. {@link #newest} is for one thread at a time.
 */
public final class TopicRecords implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicRecords.class);

    /** The number of offsets of a partition whose records are read at most. */
    static final int NEWEST = 50;

    private static final int SEARCHED = 20_000;
    private static final Duration PATIENCE = Duration.ofMillis(700);

    /** The first poll opens connections and reads the metadata of the partitions. */
    private static final Duration OPENING_PATIENCE = Duration.ofSeconds(3);

    /** The maximum age of the list of partitions. */
    private static final Duration PARTITIONS_AGE = Duration.ofSeconds(5);

    private static final Duration SEARCH_PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Properties client;
    private final String topic;
    private @Nullable Reader tail;
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
        Reader reader = tail == null ? open() : tail;
        tail = reader;
        Consumer<byte[], byte[]> consumer = reader.consumer();
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(knownPartitions(consumer, patience), patience);
            assign(consumer, ends, patience);
            return read(reader, ends, patience, record -> {
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
        int[] read = {0};
        try (Reader reader = open()) {
            Consumer<byte[], byte[]> consumer = reader.consumer();
            Map<TopicPartition, Long> ends =
                    consumer.endOffsets(partitions(consumer, SEARCH_PATIENCE), SEARCH_PATIENCE);
            consumer.assign(ends.keySet());
            Map<TopicPartition, Long> times = new HashMap<>();
            ends.keySet().forEach(partition -> times.put(partition, since.toEpochMilli()));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, SEARCH_PATIENCE);
            ends.forEach((partition, end) -> {
                OffsetAndTimestamp from = found.get(partition);
                consumer.seek(partition, from == null ? end : from.offset());
            });
            read(reader, ends, SEARCH_PATIENCE, record -> {
                if (record.key() != null && key.equals(new String(record.key(), UTF_8))) {
                    taker.accept(record);
                }
                return ++read[0] < SEARCHED;
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

    /** Polls until the ends are reached, which it returns, the time has passed, or {@code taker} accepts no more records. */
    private static boolean read(
            Reader reader,
            Map<TopicPartition, Long> ends,
            Duration patience,
            Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        Consumer<byte[], byte[]> consumer = reader.consumer();
        long deadline = System.nanoTime() + patience.toNanos();
        consumer.resume(ends.keySet());
        Set<TopicPartition> unread = new HashSet<>(ends.keySet());
        while (System.nanoTime() < deadline) {
            // Records behind the ends belong to the next call, and checking their sizes would cost a request.
            unread.removeIf(partition -> {
                boolean isRead = consumer.position(partition, patience) >= ends.getOrDefault(partition, 0L);
                if (isRead) {
                    consumer.pause(List.of(partition));
                }
                return isRead;
            });
            if (unread.isEmpty()) {
                return true;
            }
            unread.forEach(partition -> reader.passOver(partition, patience));
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (!taker.test(record)) {
                    return false;
                }
            }
        }
        return false;
    }

    private Collection<TopicPartition> knownPartitions(Consumer<byte[], byte[]> consumer, Duration patience) {
        long now = System.nanoTime();
        Set<TopicPartition> assigned = consumer.assignment();
        if (!assigned.isEmpty() && now - partitionsNanos < PARTITIONS_AGE.toNanos()) {
            return assigned;
        }
        partitionsNanos = now;
        return partitions(consumer, patience);
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, Duration patience) {
        return consumer.partitionsFor(topic, patience).stream()
                .map(one -> new TopicPartition(topic, one.partition()))
                .toList();
    }

    /** Fetches and returns one large record at a time, because everything that is fetched or returned at once is in memory at once. */
    private Reader open() {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        Consumer<byte[], byte[]> consumer = CommittedRecords.consumer(properties);
        return new Reader(consumer, new UnpackedSizes(client, 1, UnpackedSizes.ofThisHeap()));
    }

    /**
     * A consumer whose polls return one record at a time, and the check of that record's size before it is read.
     *
     * @param consumer a consumer at positions that {@code sizes} has checked
     * @param sizes checks the size of the next record
     */
    private record Reader(Consumer<byte[], byte[]> consumer, SizeCheck sizes) implements AutoCloseable {

        /** Skips records that would not fit into memory. The page could not show them either. */
        void passOver(TopicPartition partition, Duration patience) {
            while (true) {
                try {
                    sizes.check(partition, consumer.position(partition, patience));
                    return;
                } catch (OversizedRecordsException e) {
                    LOG.atWarn().addKeyValue("cause", e.getMessage()).log("records are not shown");
                    consumer.seek(partition, e.last() + 1);
                }
            }
        }

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            sizes.close();
        }
    }
}
