package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/** A consumer of a topic in memory: polled records are polled again after a seek, and the group's offsets outlive it. */
final class TopicConsumer extends MockConsumer<byte[], byte[]> {

    static final String TOPIC = "categoryChanged";

    private static final MetricName BYTES = new MetricName("incoming-byte-total", "consumer-metrics", "", Map.of());

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
    private final List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();
    private final Map<TopicPartition, Integer> open = new HashMap<>();
    private int atOnce = 10;
    private boolean rebalancing;
    private double bytes;
    private Instant now = Instant.EPOCH;

    TopicConsumer(int partitions) {
        super("earliest");
        for (int number = 0; number < partitions; number++) {
            log.put(partition(number), new ArrayList<>());
        }
        updateBeginningOffsets(offsets(0));
        updateEndOffsets(offsets(0));
    }

    static TopicPartition partition(int number) {
        return new TopicPartition(TOPIC, number);
    }

    /** Returns the descriptions of a topic's partitions. */
    static List<PartitionInfo> partitions(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new PartitionInfo(TOPIC, number, null, null, null))
                .toList();
    }

    /** Returns a clock that only polls without records move, by their timeout. */
    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    /** Appends a record to the topic. */
    void append(int partition, String value) {
        List<ConsumerRecord<byte[], byte[]>> records =
                log.computeIfAbsent(partition(partition), key -> new ArrayList<>());
        records.add(new ConsumerRecord<>(TOPIC, partition, records.size(), new byte[0], value.getBytes(UTF_8)));
        updateEndOffsets(Map.of(partition(partition), (long) records.size()));
    }

    /** Appends records of a transaction that is open, and so cannot be read. */
    void appendOpen(int partition, int records) {
        open.put(partition(partition), records);
    }

    /** Aborts the transaction and removes its records: another offset would have to be skipped. */
    void abort(int partition) {
        open.remove(partition(partition));
    }

    long stableOffset(TopicPartition partition) {
        return log.getOrDefault(partition, List.of()).size();
    }

    long endOffset(TopicPartition partition) {
        return stableOffset(partition) + open.getOrDefault(partition, 0);
    }

    /** Rejects a record whose value is "huge" among the next ones. */
    void checkSizes(TopicPartition partition, long position, int records) {
        List<ConsumerRecord<byte[], byte[]>> held = log.getOrDefault(partition, List.of());
        for (int offset = (int) position; offset < Math.min(position + records, held.size()); offset++) {
            if (new String(held.get(offset).value(), UTF_8).equals("huge")) {
                throw new OversizedRecordsException(partition, offset, offset, 300, 100);
            }
        }
    }

    /** Sets the maximum number of records of a partition in one poll. */
    void atOnce(int most) {
        atOnce = most;
    }

    /** Has commits fail because the group is being rebalanced. */
    void rebalancing(boolean now) {
        rebalancing = now;
    }

    /** Returns all commits, in their order. */
    List<Map<TopicPartition, OffsetAndMetadata>> commits() {
        return commits;
    }

    /** Returns the group's offset; -1 if it has none. */
    long committed(int partition) {
        long committed = -1;
        for (Map<TopicPartition, OffsetAndMetadata> commit : commits) {
            OffsetAndMetadata offset = commit.get(partition(partition));
            committed = offset == null ? committed : offset.offset();
        }
        return committed;
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        bytes++;
        // Runs the tasks, including rebalances. It has no records itself.
        super.poll(timeout);
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (TopicPartition partition : assignment()) {
            long position = position(partition);
            List<ConsumerRecord<byte[], byte[]>> records = log.getOrDefault(partition, List.of());
            if (!paused().contains(partition) && position < records.size()) {
                int end = (int) Math.min(records.size(), position + atOnce);
                polled.put(partition, List.copyOf(records.subList((int) position, end)));
                next.put(partition, new OffsetAndMetadata(end));
                seek(partition, end);
            }
        }
        if (polled.isEmpty()) {
            now = now.plus(timeout);
        }
        return new ConsumerRecords<>(polled, next);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        if (rebalancing) {
            throw new RebalanceInProgressException();
        }
        commits.add(offsets);
        super.commitSync(offsets, timeout);
    }

    /** The group's offsets, also of partitions that are not assigned. */
    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
            Set<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        partitions.forEach(partition -> {
            long offset = committed(partition.partition());
            committed.put(partition, offset < 0 ? null : new OffsetAndMetadata(offset));
        });
        return committed;
    }

    /** The group's offsets outlive the member. */
    @Override
    public void close(CloseOptions options) {}

    @Override
    public synchronized Map<MetricName, ? extends Metric> metrics() {
        return Map.of(BYTES, new Metric() {
            @Override
            public MetricName metricName() {
                return BYTES;
            }

            @Override
            public Object metricValue() {
                return bytes;
            }
        });
    }

    private Map<TopicPartition, Long> offsets(long offset) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Collection<TopicPartition> partitions = log.keySet();
        partitions.forEach(partition -> offsets.put(partition, offset));
        return offsets;
    }
}
