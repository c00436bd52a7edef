package com.everyoneslecture.relay.verify;

import com.everyoneslecture.relay.kafka.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics as a {@code read_committed} consumer does, up to where they end when reading begins, a partition after the
 * other: so the records of one partition come in their order, and few are in memory at once. Used by one thread.
 */
final class TopicRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** A producer that died in a transaction holds readers back until the brokers abort it; the relay's takes 15 s. */
    private static final Duration STALL = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final Duration patience;

    /**
     * A partition, from where to where it is read.
     *
     * @param begins the first offset that it still has
     * @param from where reading begins
     * @param end where it ends
     */
    record Part(TopicPartition partition, long begins, long from, long end) {}

    TopicRecords(KafkaSettings kafka) {
        this.patience = kafka.deliveryTimeout();
        Properties properties = kafka.clientProperties();
        this.admin = Admin.create(properties);
        Properties reading = kafka.clientProperties();
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        // This consumer is in no group: nobody else's offsets are touched.
        reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Which of these topics there are. */
    Set<String> existing(Collection<String> topics) {
        Set<String> existing = new TreeSet<>(topics);
        existing.retainAll(consumer.listTopics(patience).keySet());
        return existing;
    }

    /**
     * The partitions of existing topics. The ends are those of all records, also of transactions that are open now: what
     * was acknowledged before this lies before them.
     *
     * @param since nothing that occurred before has to be read; null for everything
     */
    List<Part> parts(Collection<String> topics, @Nullable Instant since) throws InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            for (PartitionInfo info : consumer.partitionsFor(topic, patience)) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
        }
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        var ends = await(admin.listOffsets(latest).all());
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, patience);
        Map<TopicPartition, Long> times = new HashMap<>();
        if (since != null) {
            partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        }
        Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(times, patience);
        List<Part> parts = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            var end = ends.get(partition);
            long endOffset = end == null ? begin : end.offset();
            OffsetAndTimestamp offset = first.get(partition);
            long from = since == null ? begin : offset == null ? endOffset : offset.offset();
            parts.add(new Part(partition, begin, from, endOffset));
        }
        return parts;
    }

    /**
     * Hands over the records of a partition.
     *
     * @return where reading ended: before the part's end only if a transaction stays open there
     */
    long read(Part part, Sink sink) throws Exception {
        consumer.assign(List.of(part.partition()));
        consumer.seek(part.partition(), part.from());
        long position = part.from();
        long movedNanos = System.nanoTime();
        while (position < part.end()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < part.end()) {
                    sink.accept(record);
                }
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long next = consumer.position(part.partition(), patience);
            if (next > position) {
                movedNanos = System.nanoTime();
            } else if (System.nanoTime() - movedNanos > STALL.toNanos()) {
                return position;
            }
            position = next;
        }
        return part.end();
    }

    private <T> T await(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("the brokers did not answer in time", e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        admin.close(Duration.ZERO);
    }

    /** Takes records. */
    @FunctionalInterface
    interface Sink {
        void accept(ConsumerRecord<byte[], byte[]> record) throws Exception;
    }
}
