package com.everyoneslecture.outbox.capture.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.Utf8;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The values of a row's columns, each where it stands in the message: what the server sends is text, and nothing of it is made a
 * string that need not be one.
 *
 * <p>Used by one thread, for one row at a time.
 */
final class RowText {

    private static final int UUID_LENGTH = 36;
    private static final int HEX_BITS = 4;

    /** A number of more digits may be too large for a long. */
    private static final int SAFE_DIGITS = 18;

    private final KnownTexts known = new KnownTexts();
    private final int[] offsets;
    private final int[] lengths;
    private byte[] message = new byte[0];
    private int messageOffset;

    RowText(int values) {
        offsets = new int[values];
        lengths = new int[values];
    }

    /** Begins with a row: no value is known of it. */
    void begin(ByteBuffer row) {
        message = row.array();
        messageOffset = row.arrayOffset();
    }

    /** Reads the next column, as one of the values, or as none: -1. */
    void read(ByteBuffer row, int value) {
        byte kind = row.get();
        if (kind != 't' && kind != 'n') {
            throw new IllegalStateException("a value that is not sent as text: " + (char) kind);
        }
        int length = kind == 'n' ? -1 : row.getInt();
        int from = row.position();
        if (length > 0) {
            row.position(from + length);
        }
        if (value >= 0) {
            offsets[value] = messageOffset + from;
            lengths[value] = length;
        }
    }

    boolean isNull(int value) {
        return lengths[value] < 0;
    }

    Utf8 utf8(int value) {
        return Utf8.of(message, offsets[value], lengths[value]);
    }

    /** For values of which there are few: those that were there before are the same strings. */
    String string(int value) {
        return known.of(message, offsets[value], lengths[value]);
    }

    /** @throws NumberFormatException if it is no number, or too large */
    long number(int value) {
        int from = offsets[value];
        int end = from + lengths[value];
        boolean isNegative = lengths[value] > 1 && message[from] == '-';
        int first = isNegative ? from + 1 : from;
        if (first == end || end - first > SAFE_DIGITS) {
            return Long.parseLong(decoded(value));
        }
        long number = 0;
        for (int index = first; index < end; index++) {
            int digit = message[index] - '0';
            if (digit < 0 || digit > 9) {
                return Long.parseLong(decoded(value));
            }
            number = 10 * number + digit;
        }
        return isNegative ? -number : number;
    }

    /** @throws IllegalArgumentException if it is none */
    UUID uuid(int value) {
        int from = offsets[value];
        if (lengths[value] != UUID_LENGTH) {
            return UUID.fromString(decoded(value));
        }
        long bits = 0;
        long most = 0;
        int digits = 0;
        for (int index = 0; index < UUID_LENGTH; index++) {
            byte character = message[from + index];
            if (index == 8 || index == 13 || index == 18 || index == 23) {
                if (character != '-') {
                    return UUID.fromString(decoded(value));
                }
            } else {
                int digit = Character.digit(character, 16);
                if (digit < 0) {
                    return UUID.fromString(decoded(value));
                }
                bits = bits << HEX_BITS | digit;
                digits++;
                if (digits == 16) {
                    most = bits;
                }
            }
        }
        return new UUID(most, bits);
    }

    private String decoded(int value) {
        return new String(message, offsets[value], lengths[value], UTF_8);
    }
}
