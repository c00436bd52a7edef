package com.everyoneslecture.lecture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of one record. The headers that CloudEvents requires must be present, and so must the aggregate
 * version, because no event can be applied without it. Every other header may be absent, but must be valid.
 */
final class HeaderReader {

    private static final int UUID_LENGTH = 36;

    /** RFC 3339 has no other years, and PostgreSQL does not support all later years of Java. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private final ConsumerRecord<byte[], byte[]> record;
    private byte @Nullable [] specVersion;
    private byte @Nullable [] id;
    private byte @Nullable [] type;
    private byte @Nullable [] source;
    private byte @Nullable [] time;
    private byte @Nullable [] subject;
    private byte @Nullable [] aggregateVersion;
    private byte @Nullable [] contentType;

    /** Scans the headers once, because Kafka's lookup scans all of them each time. The last header of a name counts. */
    HeaderReader(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
        for (Header header : record.headers()) {
            byte[] value = header.value();
            switch (header.key()) {
                case RecordHeader.SPEC_VERSION -> specVersion = value;
                case RecordHeader.ID -> id = value;
                case RecordHeader.TYPE -> type = value;
                case RecordHeader.SOURCE -> source = value;
                case RecordHeader.TIME -> time = value;
                case RecordHeader.SUBJECT -> subject = value;
                case RecordHeader.AGGREGATE_VERSION -> aggregateVersion = value;
                case RecordHeader.CONTENT_TYPE -> contentType = value;
                default -> {}
            }
        }
    }

    String type() throws PoisonRecordException {
        return required(RecordHeader.TYPE, type);
    }

    void requireCloudEvent() throws PoisonRecordException {
        if (!required(RecordHeader.SPEC_VERSION, specVersion).equals(RecordHeader.SPEC_VERSION_VALUE)) {
            throw bad(RecordHeader.SPEC_VERSION, RecordHeader.SPEC_VERSION_VALUE);
        }
        required(RecordHeader.SOURCE, source);
    }

    /**
     * Parameters such as a charset may follow.
     *
     * @param expected the media type of the channel, such as {@code application/json}
     */
    void requireContentType(String expected) throws PoisonRecordException {
        String found = optional(contentType);
        if (found != null
                && !found.equals(expected)
                && !found.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(expected)) {
            throw bad(RecordHeader.CONTENT_TYPE, expected);
        }
    }

    /** If the header is present, it must equal the key. */
    void requireSubject(String aggregateId) throws PoisonRecordException {
        String found = optional(subject);
        if (found != null && !found.equals(aggregateId)) {
            throw new PoisonRecordException(PoisonReason.BAD_KEY, "the key is not the id in " + RecordHeader.SUBJECT);
        }
    }

    UUID eventId() throws PoisonRecordException {
        String text = required(RecordHeader.ID, id);
        try {
            UUID id = text.length() == UUID_LENGTH ? UUID.fromString(text) : null;
            if (id != null) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Rejected below, like an id of another length.
        }
        throw bad(RecordHeader.ID, "a UUID");
    }

    long aggregateVersion() throws PoisonRecordException {
        long version = Decimal.parse(required(RecordHeader.AGGREGATE_VERSION, aggregateVersion));
        if (version <= 0) {
            throw bad(RecordHeader.AGGREGATE_VERSION, "a whole number from 1 on, in decimal digits");
        }
        return version;
    }

    /** Returns the header's time; if it is missing, the record's timestamp in milliseconds. */
    long occurredAtMicros() throws PoisonRecordException {
        String text = optional(time);
        try {
            Instant occurredAt = text == null ? Instant.ofEpochMilli(record.timestamp()) : EventTime.parse(text);
            if (!occurredAt.isBefore(FIRST) && !occurredAt.isAfter(LAST)) {
                return Math.addExact(
                        Math.multiplyExact(occurredAt.getEpochSecond(), 1_000_000L), occurredAt.getNano() / 1_000L);
            }
        } catch (DateTimeException e) {
            // Rejected below, like a time out of range.
        }
        throw bad(RecordHeader.TIME, "a time by RFC 3339 in UTC");
    }

    private static String required(String name, byte @Nullable [] value) throws PoisonRecordException {
        if (value == null) {
            throw new PoisonRecordException(PoisonReason.MISSING_HEADER, name + " is missing");
        }
        return new String(value, UTF_8);
    }

    private static @Nullable String optional(byte @Nullable [] value) {
        return value == null ? null : new String(value, UTF_8);
    }

    private static PoisonRecordException bad(String name, String wanted) {
        return new PoisonRecordException(PoisonReason.BAD_HEADER, name + " is not " + wanted);
    }
}
