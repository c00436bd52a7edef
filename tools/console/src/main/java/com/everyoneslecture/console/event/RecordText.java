package com.everyoneslecture.console.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Turns a record into text that the page can show. */
public final class RecordText {

    private static final int MOST_CHARACTERS = 4_096;
    private static final int HEADERS_AT_AN_END = 50;

    private RecordText() {}

    /**
     * Returns the first 50 headers and the last 50, in their order. Of two headers with the same name, the later one counts. An event's own
     * headers come first, and those of a dead letter follow after all other headers of the record.
     */
    public static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        Header[] all = record.headers().toArray();
        for (int index = 0; index < all.length; index++) {
            boolean isAtAnEnd = index < HEADERS_AT_AN_END || index >= all.length - HEADERS_AT_AN_END;
            if (isAtAnEnd && all[index].key().length() <= MOST_CHARACTERS) {
                headers.put(all[index].key(), text(all[index].value()));
            }
        }
        return headers;
    }

    /** Returns at most 4,096 characters. Invalid UTF-8 appears as replacement characters. */
    public static String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "";
        }
        String text = new String(bytes, 0, Math.min(bytes.length, 4 * MOST_CHARACTERS), UTF_8);
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }

    /** Returns the id of the record's event; null if the record has none. */
    public static @Nullable UUID eventId(Map<String, String> headers) {
        try {
            return UUID.fromString(headers.getOrDefault(RecordHeader.ID, ""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns the time of the record, limited to the times that the console can show. */
    public static Instant time(ConsumerRecord<byte[], byte[]> record) {
        return EventTime.shown(Instant.ofEpochMilli(record.timestamp()));
    }

    /** An event of a year without exactly four digits has no header for its time. Its record's timestamp has the time. */
    private static Instant occurredAt(ConsumerRecord<byte[], byte[]> record, @Nullable String header) {
        return header == null ? time(record) : EventTime.shown(Instant.parse(header));
    }

    /** Returns the record's event, as far as its headers describe it; null if the record belongs to no event. */
    static EventTimeline.@Nullable Event event(ConsumerRecord<byte[], byte[]> record, Map<String, String> headers) {
        UUID id = eventId(headers);
        if (id == null) {
            return null;
        }
        try {
            return new EventTimeline.Event(
                    id,
                    headers.getOrDefault(RecordHeader.SOURCE, "/").substring(1),
                    headers.getOrDefault(RecordHeader.SUBJECT, text(record.key())),
                    Long.parseLong(headers.getOrDefault(RecordHeader.AGGREGATE_VERSION, "0")),
                    headers.getOrDefault(RecordHeader.TYPE, ""),
                    text(record.value()),
                    occurredAt(record, headers.get(RecordHeader.TIME)));
        } catch (DateTimeException | NumberFormatException | StringIndexOutOfBoundsException e) {
            return null;
        }
    }
}
