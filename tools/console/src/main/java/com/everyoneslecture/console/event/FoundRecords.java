package com.everyoneslecture.console.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records that a search has found.
 *
 * @param partitions the searched partitions
 * @param complete whether the search reached what it looked for or the end; false if it was too large or took too long
 * @param records the newest first, or from a chosen position on in the order of partition and offset
 */
public record FoundRecords(String topic, List<Range> partitions, boolean complete, List<Found> records) {

    /**
     * A partition.
     *
     * @param begin the first offset that the brokers still have
     * @param end the offset of the next committed record
     */
    public record Range(int partition, long begin, long end) {}

    /**
     * A record.
     *
     * @param at the time of the record
     * @param key at most 4,096 characters; null if it has none
     * @param value at most 4,096 characters; null for a tombstone
     * @param valueBytes the size of the whole value
     * @param eventId the id of its event; null if it belongs to none
     */
    public record Found(
            int partition,
            long offset,
            Instant at,
            @Nullable String key,
            @Nullable String value,
            int valueBytes,
            Map<String, String> headers,
            @Nullable UUID eventId) {

        static Found of(ConsumerRecord<byte[], byte[]> record) {
            Map<String, String> headers = RecordText.headers(record);
            return new Found(
                    record.partition(),
                    record.offset(),
                    RecordText.time(record),
                    record.key() == null ? null : RecordText.text(record.key()),
                    record.value() == null ? null : RecordText.text(record.value()),
                    record.value() == null ? 0 : record.value().length,
                    headers,
                    RecordText.eventId(headers));
        }

        /** Returns how many characters it takes in memory, roughly. */
        long characters() {
            return (key == null ? 0 : key.length())
                    + (value == null ? 0 : value.length())
                    + headers.entrySet().stream()
                            .mapToLong(header ->
                                    header.getKey().length() + header.getValue().length())
                            .sum();
        }
    }
}
