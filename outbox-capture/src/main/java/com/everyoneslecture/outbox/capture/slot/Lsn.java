package com.everyoneslecture.outbox.capture.slot;

import java.util.Locale;

/**
 * A position in the write-ahead log.
 *
 * @param value in bytes, unsigned
 */
public record Lsn(long value) implements Comparable<Lsn> {

    /** @throws NumberFormatException if it is not of PostgreSQL's form, such as {@code 16/B374D848} */
    static Lsn parse(String text) {
        int slash = text.indexOf('/');
        long high = Long.parseLong(text.substring(0, slash), 16);
        return new Lsn(high << 32 | Long.parseLong(text.substring(slash + 1), 16));
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** Returns the position in PostgreSQL's format. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%X/%X", value >>> 32, value & 0xFFFFFFFFL);
    }
}
