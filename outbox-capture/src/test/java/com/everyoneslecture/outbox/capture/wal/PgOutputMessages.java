package com.everyoneslecture.outbox.capture.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages in the server's format. */
final class PgOutputMessages {

    static final List<String> COLUMNS = List.of(
            "id", "aggregatetype", "aggregateid", "aggregateversion", "type", "payload", "occurred_at", "traceparent");

    static final List<String> ALL_COLUMNS = List.of(
            "id",
            "aggregatetype",
            "aggregateid",
            "aggregateversion",
            "type",
            "payload",
            "occurred_at",
            "traceparent",
            "payload_bytes",
            "record_key",
            "headers",
            "content_type");

    private PgOutputMessages() {}

    static ByteBuffer begin(long microsSince2000) {
        return begin(microsSince2000, 7);
    }

    static ByteBuffer begin(long microsSince2000, int transactionId) {
        return message('B', out -> {
            out.writeLong(100);
            out.writeLong(microsSince2000);
            out.writeInt(transactionId);
        });
    }

    static ByteBuffer commit(long endLsn) {
        return message('C', out -> {
            out.writeByte(0);
            out.writeLong(endLsn - 8);
            out.writeLong(endLsn);
            out.writeLong(0);
        });
    }

    static ByteBuffer relation(int number, String schema, String table, List<String> columns) {
        return message('R', out -> {
            out.writeInt(number);
            string(out, schema);
            string(out, table);
            out.writeByte('d');
            out.writeShort(columns.size());
            for (String column : columns) {
                out.writeByte(0);
                string(out, column);
                out.writeInt(25);
                out.writeInt(-1);
            }
        });
    }

    /** @param values texts, numbers, UUIDs and bytes; null for a column without a value */
    static ByteBuffer insert(int relation, @Nullable Object... values) {
        return message('I', out -> {
            out.writeInt(relation);
            out.writeByte('N');
            out.writeShort(values.length);
            for (Object value : values) {
                if (value == null) {
                    out.writeByte('n');
                } else {
                    byte[] bytes = binary(value);
                    out.writeByte('b');
                    out.writeInt(bytes.length);
                    out.write(bytes);
                }
            }
        });
    }

    private static byte[] binary(Object value) {
        if (value instanceof Long number) {
            return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        }
        if (value instanceof UUID id) {
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
        }
        return value instanceof byte[] bytes ? bytes : ((String) value).getBytes(UTF_8);
    }

    static ByteBuffer delete(int relation) {
        return message('D', out -> out.writeInt(relation));
    }

    static ByteBuffer truncate(int relation) {
        return message('T', out -> {
            out.writeInt(1);
            out.writeByte(0);
            out.writeInt(relation);
        });
    }

    /** Returns a message in the driver's form: a slice of a larger array. */
    private static ByteBuffer message(char type, Content content) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeLong(0);
            out.writeByte(type);
            content.write(out);
            return ByteBuffer.wrap(bytes.toByteArray()).position(Long.BYTES).slice();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void string(DataOutputStream out, String value) throws IOException {
        out.write(value.getBytes(UTF_8));
        out.writeByte(0);
    }

    @FunctionalInterface
    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }
}
