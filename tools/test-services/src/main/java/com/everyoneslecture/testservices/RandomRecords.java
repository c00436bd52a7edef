package com.everyoneslecture.testservices;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Records for the topic of the categories' events. Each is a valid record with random changes of its key, its value, its headers or its
 * time. Most of them are malformed; the others are events of the categories 1 to 9.
 */
public final class RandomRecords {

    private static final int FEW = 50;
    private static final int MANY = 500;
    private static final int MOST_CHANGES = 3;

    /** Two of them fit into a record that a broker accepts with its defaults, in addition to the headers of a dead letter. */
    private static final String HUGE = "7".repeat(200_000);

    private static final List<String> FIELDS =
            List.of("eventType", "timestamp", "jobType", "categoryId", "categoryName", "another", "");

    private static final List<String> JSON_VALUES = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "-1",
            "0",
            "1.0",
            "1e999",
            HUGE,
            "\"\"",
            "\"DELETE\"",
            "\"a\\u0000b\"",
            "\"\\ud83d\"",
            "\"" + HUGE + "\"",
            "[".repeat(900) + "]".repeat(900),
            "{\"a\":".repeat(20_000),
            "NaN",
            "'a'");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "07",
            "+7",
            "1.0",
            "७",
            "7\u0000",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999",
            "null",
            "not a UUID that has 36 characters ...",
            "00000000-0000-0000-0000-000000000000",
            "LectureCategoryMerged",
            "application/avro",
            "application/json; charset=utf-16",
            "2022-02-30T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "+294276-12-31T23:59:59.999999Z",
            "-4712-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "\u001b[31m\r\nERROR",
            HUGE);

    private static final List<String> HEADERS = List.of(
            RecordHeader.SPEC_VERSION,
            RecordHeader.ID,
            RecordHeader.TYPE,
            RecordHeader.SOURCE,
            RecordHeader.TIME,
            RecordHeader.SUBJECT,
            RecordHeader.CONTENT_TYPE,
            RecordHeader.AGGREGATE_VERSION,
            "traceparent",
            "replayed",
            "another",
            "");

    private static final List<Long> TIMES = List.of(0L, 1L, 4_102_444_800_000L, Long.MAX_VALUE);

    private final RandomCases cases;

    private RandomRecords(int count) {
        cases = RandomCases.of("records", count);
    }

    /** Returns as many records as a short test has time for. */
    public static RandomRecords few() {
        return new RandomRecords(FEW);
    }

    /** Returns as many records as a long test has time for. */
    public static RandomRecords many() {
        return new RandomRecords(MANY);
    }

    /** Generates the records. */
    public List<ProducerRecord<byte[], byte[]>> to(String topic) {
        return IntStream.range(0, cases.count()).mapToObj(number -> one(topic)).toList();
    }

    /** Returns a valid event of a category. */
    public static ProducerRecord<byte[], byte[]> valid(String topic, long category, long version) {
        return draft(category, version).to(topic);
    }

    private ProducerRecord<byte[], byte[]> one(String topic) {
        Draft draft = draft(1 + cases.below(9), 1 + cases.below(20));
        for (int changes = 1 + cases.below(MOST_CHANGES); changes > 0; changes--) {
            change(draft);
        }
        return draft.to(topic);
    }

    private void change(Draft draft) {
        switch (cases.below(10)) {
            case 0 -> draft.key = anything();
            case 1, 2, 3 -> draft.value = value(draft.value);
            case 4 -> draft.timestamp = cases.one(TIMES);
            case 5 -> draft.headers.removeIf(header -> cases.below(4) == 0);
            case 6 -> IntStream.range(0, 1_000).forEach(number -> draft.headers.add(header("h" + number, null)));
            default -> header(draft);
        }
    }

    private void header(Draft draft) {
        String name = cases.one(HEADERS);
        if (cases.below(4) > 0) {
            draft.headers.removeIf(header -> header.key().equals(name));
        }
        draft.headers.add(header(name, anything()));
    }

    private byte @Nullable [] anything() {
        return switch (cases.below(5)) {
            case 0 -> null;
            case 1 -> cases.bytes(cases.below(40));
            default -> cases.one(TEXTS).getBytes(UTF_8);
        };
    }

    private byte @Nullable [] value(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            return anything();
        }
        return switch (cases.below(7)) {
            case 0 -> anything();
            case 1 -> Arrays.copyOf(value, cases.below(value.length));
            case 2 -> new String(value, UTF_8).getBytes(UTF_16LE);
            case 3 -> {
                byte[] flipped = value.clone();
                flipped[cases.below(value.length)] ^= (byte) (1 << cases.below(8));
                yield flipped;
            }
            case 4 ->
                new String(value, UTF_8)
                        .replaceFirst("\\{", "{\"" + cases.one(FIELDS) + "\":" + cases.one(JSON_VALUES) + ",")
                        .getBytes(UTF_8);
            default ->
                new String(value, UTF_8)
                        .replaceFirst("(\"" + cases.one(FIELDS) + "\":)[^,}]*", "$1" + quoted(cases.one(JSON_VALUES)))
                        .getBytes(UTF_8);
        };
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }

    private static Draft draft(long category, long version) {
        Draft draft = new Draft();
        draft.key = Long.toString(category).getBytes(UTF_8);
        draft.value = ("{\"eventType\":\"LectureCategoryChanged\",\"timestamp\":\"2022-08-08-12:12:37\",\"jobType\":"
                        + "\"UPDATE\",\"categoryId\":" + category + ",\"categoryName\":\"v" + version + "\"}")
                .getBytes(UTF_8);
        draft.timestamp = 1_659_928_357_123L;
        draft.add(RecordHeader.SPEC_VERSION, "1.0");
        draft.add(RecordHeader.ID, new UUID(category, version).toString());
        draft.add(RecordHeader.TYPE, "LectureCategoryChanged");
        draft.add(RecordHeader.SOURCE, "/category");
        draft.add(RecordHeader.TIME, "2022-08-08T03:12:37.123456Z");
        draft.add(RecordHeader.SUBJECT, Long.toString(category));
        draft.add(RecordHeader.CONTENT_TYPE, "application/json");
        draft.add(RecordHeader.AGGREGATE_VERSION, Long.toString(version));
        return draft;
    }

    private static final class Draft {
        private final List<Header> headers = new ArrayList<>();
        private byte @Nullable [] key;
        private byte @Nullable [] value;
        private long timestamp;

        void add(String name, String text) {
            headers.add(header(name, text.getBytes(UTF_8)));
        }

        ProducerRecord<byte[], byte[]> to(String topic) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, timestamp, key, value);
            headers.forEach(record.headers()::add);
            return record;
        }
    }

    private static Header header(String name, byte @Nullable [] value) {
        return new org.apache.kafka.common.header.internals.RecordHeader(name, value);
    }
}
