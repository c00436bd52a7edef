package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * An event that was read from Kafka: the record, and the CloudEvents attributes in its headers. An attribute is null if its
 * header is missing.
 *
 * <p><b>Threads:</b> immutable; arrays are copied.
 *
 * <p><b>Stability:</b> stable; methods may be added.
 */
@API(status = API.Status.STABLE)
public final class ReceivedEvent {

    private final ConsumerRecord<byte[], byte[]> record;
    private final Headers headers;
    private final Instant time;
    private final @Nullable Long version;

    private ReceivedEvent(ConsumerRecord<byte[], byte[]> record, Instant time, @Nullable Long version) {
        this.record = record;
        RecordHeaders copy = new RecordHeaders(record.headers().toArray());
        copy.setReadOnly();
        this.headers = copy;
        this.time = time;
        this.version = version;
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if the version or the time is malformed; the message names the header, not its value
     */
    public static ReceivedEvent of(ConsumerRecord<byte[], byte[]> record) {
        return new ReceivedEvent(record, time(record), version(record));
    }

    /** Returns the topic's name. */
    public String topic() {
        return record.topic();
    }

    /** Returns the partition's number, from 0. */
    public int partition() {
        return record.partition();
    }

    /** Returns the record's offset in its partition. */
    public long offset() {
        return record.offset();
    }

    /** Returns the record's key; null if it has none. */
    public byte @Nullable [] key() {
        return record.key() == null ? null : record.key().clone();
    }

    /** Returns the key as UTF-8 text; null if the record has none. */
    public @Nullable String keyText() {
        return text(record.key());
    }

    /** Returns the payload; null for a tombstone. */
    public byte @Nullable [] value() {
        return record.value() == null ? null : record.value().clone();
    }

    /** Returns the payload as UTF-8 text; null for a tombstone. */
    public @Nullable String valueText() {
        return text(record.value());
    }

    /** Returns true if the record has no payload. */
    public boolean isTombstone() {
        return record.value() == null;
    }

    /** Returns the event id ({@code ce_id}), the same in every repetition of the event. */
    public @Nullable String id() {
        return header(RecordHeader.ID);
    }

    /** Returns the event's type ({@code ce_type}), by which handlers are chosen. */
    public @Nullable String type() {
        return header(RecordHeader.TYPE);
    }

    /** Returns the service that the event comes from ({@code ce_source}). */
    public @Nullable String source() {
        return header(RecordHeader.SOURCE);
    }

    /** Returns the aggregate id ({@code ce_subject}). */
    public @Nullable String subject() {
        return header(RecordHeader.SUBJECT);
    }

    /** Returns the aggregate version ({@code ce_aggregateversion}), which rises with each event of one aggregate. */
    public @Nullable Long version() {
        return version;
    }

    /** Returns the time at which the event occurred ({@code ce_time}), or the record's timestamp if that header is missing. */
    public Instant time() {
        return time;
    }

    /** Returns the media type of the payload ({@code content-type}). */
    public @Nullable String contentType() {
        return header(RecordHeader.CONTENT_TYPE);
    }

    /** Returns the W3C trace context in which the event was written ({@code traceparent}). */
    public @Nullable String traceParent() {
        return header(RecordHeader.TRACEPARENT);
    }

    /** Returns all headers in their order, read-only. */
    public Headers headers() {
        return headers;
    }

    /** Returns the last header of this name as UTF-8 text; null if there is none. */
    public @Nullable String header(String name) {
        return header(record, name);
    }

    /** Returns the topic, the partition, the offset, the type and the id, without key and payload. */
    @Override
    public String toString() {
        return "event " + id() + " of type " + type() + " at " + topic() + "-" + partition() + " offset " + offset();
    }

    private static @Nullable Long version(ConsumerRecord<byte[], byte[]> record) {
        String text = header(record, RecordHeader.AGGREGATE_VERSION);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(RecordHeader.AGGREGATE_VERSION + " is not a whole number", e);
        }
    }

    private static Instant time(ConsumerRecord<byte[], byte[]> record) {
        String text = header(record, RecordHeader.TIME);
        try {
            return text == null
                    ? Instant.ofEpochMilli(record.timestamp())
                    : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(RecordHeader.TIME + " is not a time by RFC 3339", e);
        }
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }
}
