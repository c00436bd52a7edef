package com.everyoneslecture.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.chaos.observe.Content;
import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.RecordHeader;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event of an order, with everything that an event can contain.
 *
 * @param text the payload; null for bytes or a tombstone
 * @param bytes the payload; null for text or a tombstone
 * @param ownKey the key of the record; null if it is the order's id
 * @param headers its own headers; empty for none
 * @param contentType its own content type; null if the relay's route determines it
 */
record OrderEvent(
        UUID id,
        long order,
        long version,
        String type,
        @Nullable String text,
        @Nullable Bytes bytes,
        @Nullable String ownKey,
        Map<String, String> headers,
        @Nullable String contentType,
        @Nullable String traceparent,
        long occurredAtMicros) {

    private static final TimeBasedEpochGenerator EVENT_IDS = Generators.timeBasedEpochGenerator();
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> TYPES = List.of("OrderPlaced", "OrderPaid", "OrderShipped");
    private static final List<String> BINARY_TYPES =
            List.of("application/octet-stream", "application/x-protobuf", "avro/binary");
    private static final String DEFAULT_CONTENT_TYPE = "application/json";
    private static final int MOST_BYTES = 2_000;

    private static final String APPEND = """
            insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, payload_bytes, tombstone,
                                record_key, headers, content_type, traceparent, occurred_at)
            values (?, 'order', ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
            """;

    /** Returns an event whose payload, headers and content type are chosen at random. */
    static OrderEvent random(Random random, long order, long version, @Nullable String ownKey) {
        int kind = random.nextInt(10);
        boolean isText = kind < 5;
        boolean isBytes = !isText && kind < 8;
        return new OrderEvent(
                EVENT_IDS.generate(),
                order,
                version,
                TYPES.get(random.nextInt(TYPES.size())),
                isText ? text(random, order) : null,
                isBytes ? bytes(random) : null,
                ownKey,
                headers(random),
                isBytes ? BINARY_TYPES.get(random.nextInt(BINARY_TYPES.size())) : contentType(random),
                random.nextInt(4) == 0 ? traceparent(random) : null,
                ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }

    /** Returns the content that the record must have. */
    Content content() {
        Headers all = new RecordHeaders();
        add(all, RecordHeader.ID, id.toString());
        add(all, RecordHeader.TYPE, type);
        add(all, RecordHeader.SUBJECT, Long.toString(order));
        add(all, RecordHeader.AGGREGATE_VERSION, Long.toString(version));
        add(all, RecordHeader.CONTENT_TYPE, contentType == null ? DEFAULT_CONTENT_TYPE : contentType);
        if (traceparent != null) {
            add(all, RecordHeader.TRACEPARENT, traceparent);
        }
        headers.forEach((name, value) -> add(all, name, value));
        String key = ownKey == null ? Long.toString(order) : ownKey;
        return Content.of(key.getBytes(UTF_8), value(), all, Math.floorDiv(occurredAtMicros, 1_000));
    }

    /** Appends it in the caller's transaction. */
    void append(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
            insert.setObject(1, id);
            insert.setString(2, Long.toString(order));
            insert.setLong(3, version);
            insert.setString(4, type);
            insert.setString(5, text);
            insert.setBytes(6, bytes == null ? null : bytes.bytes());
            insert.setBoolean(7, text == null && bytes == null);
            insert.setString(8, ownKey);
            insert.setString(9, headers.isEmpty() ? null : JSON.writeValueAsString(headers));
            insert.setString(10, contentType);
            insert.setString(11, traceparent);
            insert.setLong(12, occurredAtMicros);
            insert.executeUpdate();
        }
    }

    private byte @Nullable [] value() {
        if (text != null) {
            return text.getBytes(UTF_8);
        }
        return bytes == null ? null : bytes.bytes();
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private static String text(Random random, long order) {
        return "{\"orderId\": " + order + ",\"state\":\"주문 " + random.nextInt(1_000_000) + "\"}";
    }

    /** Returns random bytes, sometimes none. */
    private static Bytes bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? 0 : random.nextInt(MOST_BYTES)];
        random.nextBytes(bytes);
        return Bytes.over(bytes);
    }

    private static Map<String, String> headers(Random random) {
        Map<String, String> headers = new TreeMap<>();
        for (int number = random.nextInt(4); number > 0; number--) {
            headers.put("출처-" + random.nextInt(10), "값 \"" + random.nextInt(1_000) + "\" \\ \t€");
        }
        return headers;
    }

    private static @Nullable String contentType(Random random) {
        return random.nextInt(4) == 0 ? "text/plain; charset=utf-8" : null;
    }

    private static String traceparent(Random random) {
        return String.format(
                Locale.ROOT, "00-%016x%016x-%016x-01", random.nextLong(), random.nextLong(), random.nextLong());
    }
}
