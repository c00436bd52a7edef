package com.everyoneslecture.relay.verify;

import com.everyoneslecture.outbox.kafka.Answers;
import com.everyoneslecture.outbox.kafka.CommittedRecords;
import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.outbox.kafka.UnpackedSizes;
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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics as a {@code read_committed} consumer does, up to their ends at the start of reading, one partition after the
 * other. So the records of one partition arrive in their order, and few are in memory at once. Used by one thread.
 */
final class TopicRecords implements AutoCloseable {

    /**
     * A producer that died in a transaction blocks readers until the brokers abort it, for the relay's producer after 15 s.
     */
    private static final Duration STALL = Duration.ofSeconds(30);

    private static final int READ_TOGETHER = 5_000;

    private final Properties client;
    private final Consumer<byte[], byte[]> consumer;
    private final UnpackedSizes sizes;
    private final CommittedRecords records;
    private final Admin admin;
    private final Duration patience;

    /**
     * The range of a partition that is read.
     *
     * @param begins the first offset that it still has
     * @param from the offset at which reading begins
     * @param end the offset at which reading ends
     */
    record Part(TopicPartition partition, long begins, long from, long end) {}

    TopicRecords(KafkaSettings kafka) {
        this.patience = kafka.deliveryTimeout();
        this.admin = Admin.create(kafka.clientProperties());
        this.client = kafka.clientProperties();
        Properties reading = kafka.clientProperties();
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, READ_TOGETHER);
        this.consumer = CommittedRecords.consumer(reading);
        this.sizes = new UnpackedSizes(client, READ_TOGETHER, UnpackedSizes.ofThisHeap());
        this.records = new CommittedRecords(consumer, sizes, patience, STALL);
    }

    /** Returns those of these topics that exist. */
    Set<String> existing(Collection<String> topics) {
        Set<String> existing = new TreeSet<>(topics);
        existing.retainAll(consumer.listTopics(patience).keySet());
        return existing;
    }

    /**
     * Returns the partitions of existing topics. The ends are those of all records, also of transactions that are open now:
     * every record that was acknowledged before this call is before them.
     *
     * @param since events that occurred before need not be read; null for all
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
        var ends = Answers.await(admin.listOffsets(latest).all(), patience);
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
     * Passes the records of a partition to the sink.
     *
     * @param oversized is notified of records that were skipped, with the rest of their batch, because they do not fit into
     *     memory
     * @return the offset at which reading stopped: before the part's end only if a transaction stays open there
     */
    <E extends Exception> long read(
            Part part, CommittedRecords.Sink<E> sink, java.util.function.Consumer<OversizedRecordsException> oversized)
            throws E {
        long[] position = {part.from()};
        CommittedRecords.Sink<E> following = record -> {
            sink.accept(record);
            position[0] = record.offset() + 1;
        };
        while (true) {
            try {
                return records.read(part.partition(), position[0], part.end(), following);
            } catch (OversizedRecordsException together) {
                position[0] = oneByOne(part, position[0], together.last() + 1, following, oversized);
            }
        }
    }

    /** Passes on records that fit one by one; returns the offset to continue from, which is behind those that do not fit. */
    private <E extends Exception> long oneByOne(
            Part part,
            long from,
            long end,
            CommittedRecords.Sink<E> sink,
            java.util.function.Consumer<OversizedRecordsException> oversized)
            throws E {
        try (CommittedRecords single = CommittedRecords.open(client, 1, patience, STALL)) {
            return single.read(part.partition(), from, Math.min(end, part.end()), sink);
        } catch (OversizedRecordsException alone) {
            oversized.accept(alone);
            return alone.last() + 1;
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        sizes.close();
        admin.close(Duration.ZERO);
    }
}
