package com.everyoneslecture.outbox.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A committed record of a topic.
 *
 * @param id of its event; null if the record names none
 * @param replayed true if it was published again on purpose
 */
record PublishedRecord(@Nullable UUID id, boolean replayed, TopicPartition partition, long offset) {

    static PublishedRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new PublishedRecord(
                id(record.headers().lastHeader(RecordHeader.ID)),
                record.headers().lastHeader(RecordHeader.REPLAYED) != null,
                new TopicPartition(record.topic(), record.partition()),
                record.offset());
    }

    /** Returns its position: {@code orderChanged-3@17}. */
    String place() {
        return partition + "@" + offset;
    }

    private static @Nullable UUID id(@Nullable Header header) {
        if (header == null || header.value() == null) {
            return null;
        }
        try {
            return UUID.fromString(new String(header.value(), UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
