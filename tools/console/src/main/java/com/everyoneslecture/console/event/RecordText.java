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

/** What of a record people can read. */
public final class RecordText {

    private static final int MOST_CHARACTERS = 4_096;
    private static final int HEADERS_AT_AN_END = 50;

    private RecordText() {}

    /**
     * The first 50 headers and the last 50, in their order; of two of one name the later. An event's own are the first, and those of
     * a dead letter follow all that the record had.
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

    /** At most 4,096 characters; bytes that are no UTF-8 show as such. */
    public static String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "";
        }
        String text = new String(bytes, 0, Math.min(bytes.length, 4 * MOST_CHARACTERS), UTF_8);
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }

    /** The id of its event; null if it has none. */
    public static @Nullable UUID eventId(Map<String, String> headers) {
        try {
            return UUID.fromString(headers.getOrDefault(RecordHeader.ID, ""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The time of the record, as far as it can be shown. */
    public static Instant time(ConsumerRecord<byte[], byte[]> record) {
        return EventTime.shown(Instant.ofEpochMilli(record.timestamp()));
    }

    /** An event of a year that has not four digits has no header for its time; its record has the time nevertheless. */
    private static Instant occurredAt(ConsumerRecord<byte[], byte[]> record, @Nullable String header) {
        return header == null ? time(record) : EventTime.shown(Instant.parse(header));
    }

    /** Its event, as far as the record tells; null if it is a record of no event. */
    static EventLife.@Nullable Event event(ConsumerRecord<byte[], byte[]> record, Map<String, String> headers) {
        UUID id = eventId(headers);
        if (id == null) {
            return null;
        }
        try {
            return new EventLife.Event(
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
