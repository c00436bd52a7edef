package com.everyoneslecture.relay.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
import com.everyoneslecture.relay.verify.Report.Event;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The event of a record. Any program may have written the record, so any part may be missing or wrong.
 *
 * @param id null if the record has none
 * @param replayed whether a replay wrote it
 * @param occurredAt from the header, or else the record's time
 * @param event its description for a report
 */
record EventRecord(@Nullable UUID id, boolean replayed, Instant occurredAt, Event event) {

    static EventRecord of(ConsumerRecord<byte[], byte[]> record) {
        String id = text(record, RecordHeader.ID);
        String version = text(record, RecordHeader.AGGREGATE_VERSION);
        String source = text(record, RecordHeader.SOURCE);
        String subject = text(record, RecordHeader.SUBJECT);
        String aggregateId = subject == null && record.key() != null ? new String(record.key(), UTF_8) : subject;
        String aggregate =
                aggregateId == null || source == null ? aggregateId : source.replaceFirst("^/", "") + "/" + aggregateId;
        Event event = new Event(
                id, aggregate, number(version), record.topic() + "-" + record.partition() + "@" + record.offset());
        return new EventRecord(
                uuid(id),
                record.headers().lastHeader(RecordHeader.REPLAYED) != null,
                time(text(record, RecordHeader.TIME), record.timestamp()),
                event);
    }

    private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Instant time(@Nullable String text, long recordMillis) {
        try {
            return text == null ? Instant.ofEpochMilli(recordMillis) : Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.ofEpochMilli(recordMillis);
        }
    }
}
