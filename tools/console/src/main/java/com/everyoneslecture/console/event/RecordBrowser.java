package com.everyoneslecture.console.event;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds committed records of a topic by partition and offset, by key or by time. Any thread may use it; each search opens its own consumer. */
public final class RecordBrowser {

    /** The largest number of records of an answer. */
    public static final int MOST = 100;

    /** The characters that a search holds at most: about 32 MiB. */
    private static final long MOST_CHARACTERS = 16L * 1024 * 1024;

    private final Properties client;

    /** @param client the settings of the Kafka clients; nothing connects before the first search */
    public RecordBrowser(Properties client) {
        this.client = client;
    }

    /**
     * Searches a topic.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer or reject the request
     */
    public FoundRecords find(Wanted wanted) {
        try (RecordReader reader = RecordReader.open(client)) {
            RecordSearch search = new RecordSearch(reader, wanted.topic(), wanted.partition());
            Map<TopicPartition, Long> from = wanted.positions(search);
            Collected collected = new Collected(wanted, search.unread(from));
            boolean reached = search.read(from, wanted.key(), collected::take) || collected.isFull();
            boolean fromTheFirst = wanted.key() == null
                    || wanted.isFromAPosition()
                    || from.entrySet().stream()
                            .allMatch(one -> one.getValue() <= search.begins().getOrDefault(one.getKey(), 0L));
            return new FoundRecords(
                    wanted.topic(),
                    search.ends().entrySet().stream()
                            .map(end -> new FoundRecords.Range(
                                    end.getKey().partition(),
                                    search.begins().getOrDefault(end.getKey(), 0L),
                                    end.getValue()))
                            .sorted(Comparator.comparingInt(FoundRecords.Range::partition))
                            .toList(),
                    reached && fromTheFirst,
                    collected.records());
        }
    }

    /**
     * A search. Without offset and time, it finds the newest records.
     *
     * @param partition the only partition that is searched; null for all
     * @param offset the offset of the first record; null for any
     * @param key the key of the records; null for any
     * @param from the time of the first record; null for any
     * @param limit the number of records, at most {@link #MOST}
     */
    public record Wanted(
            String topic,
            @Nullable Integer partition,
            @Nullable Long offset,
            @Nullable String key,
            @Nullable Instant from,
            int limit) {

        boolean isFromAPosition() {
            return offset != null || from != null;
        }

        Map<TopicPartition, Long> positions(RecordSearch search) {
            if (offset != null) {
                return search.at(offset);
            }
            if (from != null) {
                return search.since(from);
            }
            int partitions = Math.max(1, search.ends().size());
            // A record and the marker of its transaction take two offsets.
            return search.last(key == null ? 2L * limit : RecordSearch.MOST_READ / partitions);
        }
    }

    /** The records that a search has found: from a position on, the first of each partition, otherwise the last. */
    private static final class Collected {

        private final Wanted wanted;
        private final long partitions;
        private final Map<Integer, ArrayDeque<FoundRecords.Found>> found = new HashMap<>();
        private long characters;

        /** @param partitions the number of partitions that have records from the positions on */
        Collected(Wanted wanted, long partitions) {
            this.wanted = wanted;
            this.partitions = partitions;
        }

        /** Returns whether it needs more. */
        boolean take(ConsumerRecord<byte[], byte[]> record) {
            ArrayDeque<FoundRecords.Found> of = found.computeIfAbsent(record.partition(), number -> new ArrayDeque<>());
            if (of.size() < wanted.limit() || !wanted.isFromAPosition()) {
                FoundRecords.Found one = FoundRecords.Found.of(record);
                characters += one.characters();
                of.addLast(one);
                if (of.size() > wanted.limit()) {
                    characters -= of.removeFirst().characters();
                }
            }
            return characters < MOST_CHARACTERS && !isFull();
        }

        /** Returns whether each partition has enough, where the first records count. */
        boolean isFull() {
            return wanted.isFromAPosition()
                    && found.size() >= partitions
                    && found.values().stream().allMatch(of -> of.size() >= wanted.limit());
        }

        List<FoundRecords.Found> records() {
            Comparator<FoundRecords.Found> order = Comparator.comparing(FoundRecords.Found::at)
                    .thenComparingInt(FoundRecords.Found::partition)
                    .thenComparingLong(FoundRecords.Found::offset);
            if (wanted.partition() != null) {
                order = Comparator.comparingLong(FoundRecords.Found::offset);
            }
            return found.values().stream()
                    .flatMap(ArrayDeque::stream)
                    .sorted(wanted.isFromAPosition() ? order : order.reversed())
                    .limit(wanted.limit())
                    .toList();
        }
    }
}
