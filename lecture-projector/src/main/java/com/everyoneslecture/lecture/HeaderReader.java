package com.everyoneslecture.lecture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.contract.RecordHeader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of one record. Those that CloudEvents demands must be there, and the aggregate version, without which
 * nothing can be applied; of the others only what is there must be right.
 */
final class HeaderReader {

    private static final int UUID_LENGTH = 36;

    /** RFC 3339 knows no other years, and PostgreSQL no later ones than some of those that Java does. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private final ConsumerRecord<byte[], byte[]> record;

    HeaderReader(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
    }

    String type() throws PoisonRecordException {
        return required(RecordHeader.TYPE);
    }

    void requireCloudEvent() throws PoisonRecordException {
        if (!required(RecordHeader.SPEC_VERSION).equals(RecordHeader.SPEC_VERSION_VALUE)) {
            throw bad(RecordHeader.SPEC_VERSION, RecordHeader.SPEC_VERSION_VALUE);
        }
        required(RecordHeader.SOURCE);
    }

    /**
     * Parameters such as a charset may follow.
     *
     * @param expected what the channel carries, such as {@code application/json}
     */
    void requireContentType(String expected) throws PoisonRecordException {
        String found = optional(RecordHeader.CONTENT_TYPE);
        if (found != null
                && !found.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(expected)) {
            throw bad(RecordHeader.CONTENT_TYPE, expected);
        }
    }

    /** Where there is one, it has to be what the key says. */
    void requireSubject(String aggregateId) throws PoisonRecordException {
        String subject = optional(RecordHeader.SUBJECT);
        if (subject != null && !subject.equals(aggregateId)) {
            throw new PoisonRecordException(PoisonReason.BAD_KEY, "the key is not the id in " + RecordHeader.SUBJECT);
        }
    }

    UUID eventId() throws PoisonRecordException {
        String text = required(RecordHeader.ID);
        try {
            UUID id = text.length() == UUID_LENGTH ? UUID.fromString(text) : null;
            if (id != null) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like one of another length.
        }
        throw bad(RecordHeader.ID, "a UUID");
    }

    long aggregateVersion() throws PoisonRecordException {
        long version = Decimal.parse(required(RecordHeader.AGGREGATE_VERSION));
        if (version <= 0) {
            throw bad(RecordHeader.AGGREGATE_VERSION, "a whole number from 1 on, in decimal digits");
        }
        return version;
    }

    /** The record's own time, to the millisecond, where the header is missing. */
    long occurredAtMicros() throws PoisonRecordException {
        String text = optional(RecordHeader.TIME);
        try {
            Instant time = text == null ? Instant.ofEpochMilli(record.timestamp()) : Instant.parse(text);
            if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000L);
            }
        } catch (DateTimeException e) {
            // Refused below, like one of another age.
        }
        throw bad(RecordHeader.TIME, "a time by RFC 3339 in UTC");
    }

    private String required(String name) throws PoisonRecordException {
        String value = optional(name);
        if (value == null) {
            throw new PoisonRecordException(PoisonReason.MISSING_HEADER, name + " is missing");
        }
        return value;
    }

    private @Nullable String optional(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static PoisonRecordException bad(String name, String wanted) {
        return new PoisonRecordException(PoisonReason.BAD_HEADER, name + " is not " + wanted);
    }
}
