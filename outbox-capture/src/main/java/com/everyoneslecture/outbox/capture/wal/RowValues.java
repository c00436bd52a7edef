package com.everyoneslecture.outbox.capture.wal;

import com.everyoneslecture.outbox.event.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a row's columns, each at its place in the message, in PostgreSQL's binary form: text and bytes unchanged,
 * numbers with the highest byte first. Values are copied and decoded only on demand.
 *
 * <p>Used by one thread, for one row at a time.
 */
final class RowValues {

    /** The first byte of a {@code jsonb}; its text follows. */
    private static final byte JSONB_VERSION = 1;

    private final KnownTexts known = new KnownTexts();
    private final int[] offsets;
    private final int[] lengths;
    private ByteBuffer message = ByteBuffer.allocate(0);

    RowValues(int values) {
        offsets = new int[values];
        lengths = new int[values];
        // A value that the server never sends is null.
        Arrays.fill(lengths, -1);
    }

    /** Begins a row without values. */
    void begin(ByteBuffer row) {
        message = row;
    }

    /** Reads the next column into one of the values; -1 skips the column. */
    void read(ByteBuffer row, int value) {
        byte kind = row.get();
        if (kind != 'b' && kind != 'n') {
            throw new IllegalStateException("a value that is not sent in binary form: " + (char) kind);
        }
        int length = kind == 'n' ? -1 : row.getInt();
        int from = row.position();
        if (length > 0) {
            row.position(from + length);
        }
        if (value >= 0) {
            offsets[value] = from;
            lengths[value] = length;
        }
    }

    boolean isNull(int value) {
        return lengths[value] < 0;
    }

    Bytes bytes(int value) {
        return Bytes.of(message.array(), message.arrayOffset() + offsets[value], lengths[value]);
    }

    @Nullable
    Bytes bytesOrNull(int value) {
        return isNull(value) ? null : bytes(value);
    }

    /** Returns the text of a {@code jsonb}. */
    @Nullable
    Bytes jsonOrNull(int value) {
        if (isNull(value)) {
            return null;
        }
        byte version = lengths[value] == 0 ? 0 : message.get(offsets[value]);
        if (version != JSONB_VERSION) {
            throw new IllegalStateException("jsonb of an unknown version: " + version);
        }
        return Bytes.of(message.array(), message.arrayOffset() + offsets[value] + 1, lengths[value] - 1);
    }

    /** Returns a value of a column with few different values; equal values are the same string. */
    String string(int value) {
        return known.of(message.array(), message.arrayOffset() + offsets[value], lengths[value]);
    }

    /** @throws IllegalStateException if it is not a {@code bigint} */
    long number(int value) {
        requireLength(value, Long.BYTES, "a number");
        return message.getLong(offsets[value]);
    }

    /** @throws IllegalStateException if it is not a UUID */
    UUID uuid(int value) {
        requireLength(value, 2 * Long.BYTES, "a UUID");
        return new UUID(message.getLong(offsets[value]), message.getLong(offsets[value] + Long.BYTES));
    }

    private void requireLength(int value, int length, String what) {
        if (lengths[value] != length) {
            throw new IllegalStateException(what + " of " + lengths[value] + " bytes, not " + length);
        }
    }
}
