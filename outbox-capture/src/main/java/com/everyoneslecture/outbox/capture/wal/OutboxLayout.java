package com.everyoneslecture.outbox.capture.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where an event's parts stand among the columns that the server sends; it says so before the first row, and after each change. */
final class OutboxLayout {

    private static final List<String> COLUMNS = List.of(
            "id", "aggregatetype", "aggregateid", "aggregateversion", "type", "payload", "occurred_at", "traceparent");

    private static final int ID = 0;
    private static final int AGGREGATE_TYPE = 1;
    private static final int AGGREGATE_ID = 2;
    private static final int AGGREGATE_VERSION = 3;
    private static final int TYPE = 4;
    private static final int PAYLOAD = 5;
    private static final int OCCURRED_AT = 6;
    private static final int TRACEPARENT = 7;

    /** For each column that is sent, which of the event's parts it is; -1 for none. */
    private final int[] parts;

    private final @Nullable String[] values = new String[COLUMNS.size()];

    private OutboxLayout(int[] parts) {
        this.parts = parts;
    }

    /** Reads the description of a table, from behind its name. */
    static OutboxLayout of(ByteBuffer relation) {
        // What identifies a row; inserts need none.
        relation.get();
        int[] parts = new int[relation.getShort()];
        List<String> missing = new ArrayList<>(COLUMNS);
        for (int column = 0; column < parts.length; column++) {
            relation.get();
            String name = PgOutputDecoder.string(relation);
            parts[column] = COLUMNS.indexOf(name);
            missing.remove(name);
            relation.getInt();
            relation.getInt();
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the publication lacks columns of the outbox: " + String.join(", ", missing));
        }
        return new OutboxLayout(parts);
    }

    OutboxEvent read(ByteBuffer row, long committedAtMicros, long transactionId) {
        int columns = row.getShort();
        if (columns != parts.length) {
            throw new IllegalStateException(
                    "a row of " + columns + " columns where " + parts.length + " were announced");
        }
        for (int part : parts) {
            String value = value(row);
            if (part >= 0) {
                values[part] = value;
            }
        }
        return new OutboxEvent(
                UUID.fromString(required(ID)),
                required(AGGREGATE_TYPE),
                required(AGGREGATE_ID),
                Long.parseLong(required(AGGREGATE_VERSION)),
                required(TYPE),
                required(PAYLOAD),
                Long.parseLong(required(OCCURRED_AT)),
                values[TRACEPARENT],
                committedAtMicros,
                transactionId,
                0);
    }

    private String required(int part) {
        String value = values[part];
        if (value == null) {
            throw new IllegalStateException("an outbox row without " + COLUMNS.get(part));
        }
        return value;
    }

    private static @Nullable String value(ByteBuffer row) {
        byte kind = row.get();
        if (kind == 'n') {
            return null;
        }
        if (kind != 't') {
            throw new IllegalStateException("a value that is not sent as text: " + (char) kind);
        }
        int length = row.getInt();
        int from = row.arrayOffset() + row.position();
        row.position(row.position() + length);
        return new String(row.array(), from, length, UTF_8);
    }
}
