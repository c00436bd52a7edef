package com.everyoneslecture.console.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Searches the committed records of a topic, at most 20,000 of them and for at most five seconds. Used by one thread. */
final class RecordSearch {

    /** The number of records that are read at most. */
    static final int MOST_READ = 20_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RecordReader reader;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;

    /**
     * Reads the offsets of the partitions.
     *
     * @param partition the number of the only partition that is searched; null for all
     */
    RecordSearch(RecordReader reader, String topic, @Nullable Integer partition) {
        this.reader = reader;
        Collection<TopicPartition> partitions = reader.partitions(topic, PATIENCE).stream()
                .filter(one -> partition == null || one.partition() == partition)
                .collect(Collectors.toSet());
        this.begins = reader.consumer().beginningOffsets(partitions, PATIENCE);
        this.ends = reader.consumer().endOffsets(partitions, PATIENCE);
    }

    /** Returns the first offset of each partition. */
    Map<TopicPartition, Long> begins() {
        return begins;
    }

    /** Returns the offset at which a consumer of committed records is up to date, by partition. */
    Map<TopicPartition, Long> ends() {
        return ends;
    }

    /** Returns the position of the first record from a time on, by partition. */
    Map<TopicPartition, Long> since(Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = reader.consumer().offsetsForTimes(times, PATIENCE);
        Map<TopicPartition, Long> positions = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp at = found.get(partition);
            positions.put(partition, at == null ? end : at.offset());
        });
        return positions;
    }

    /** Returns the same position in each partition, or its first one or its end if that is nearer. */
    Map<TopicPartition, Long> at(long offset) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        ends.forEach((partition, end) ->
                positions.put(partition, Math.max(begins.getOrDefault(partition, 0L), Math.min(end, offset))));
        return positions;
    }

    /** Returns the position of so many offsets before the end, by partition. */
    Map<TopicPartition, Long> last(long offsets) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        ends.forEach((partition, end) ->
                positions.put(partition, Math.max(begins.getOrDefault(partition, 0L), end - offsets)));
        return positions;
    }

    /** Returns the number of partitions that have offsets from these positions on. */
    long unread(Map<TopicPartition, Long> from) {
        return ends.entrySet().stream()
                .filter(end -> from.getOrDefault(end.getKey(), end.getValue()) < end.getValue())
                .count();
    }

    /**
     * Passes on records from these positions on.
     *
     * @param key the key of the records; null for all
     * @param taker returns whether it accepts more. It must not keep the record, which may have many MiB
     * @return whether the ends were reached
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     */
    boolean read(
            Map<TopicPartition, Long> from, @Nullable String key, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        int[] read = {0};
        reader.consumer().assign(ends.keySet());
        from.forEach((partition, offset) -> reader.consumer().seek(partition, offset));
        return reader.read(ends, PATIENCE, record -> {
            boolean wanted = key == null || (record.key() != null && key.equals(new String(record.key(), UTF_8)));
            return (!wanted || taker.test(record)) && ++read[0] < MOST_READ;
        });
    }
}
