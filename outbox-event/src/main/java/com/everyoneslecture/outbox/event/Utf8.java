package com.everyoneslecture.outbox.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Holds text as its UTF-8 bytes, so that events pass from the database to Kafka without being decoded. Immutable. */
public final class Utf8 {

    private final byte[] bytes;

    private Utf8(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Utf8 of(String text) {
        return new Utf8(text.getBytes(UTF_8));
    }

    /** Copies a part of an array, which must be valid UTF-8. */
    public static Utf8 of(byte[] array, int offset, int length) {
        return new Utf8(Arrays.copyOfRange(array, offset, offset + length));
    }

    /** Returns the bytes without a copy; callers must not change them. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Utf8 text && Arrays.equals(bytes, text.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns the text. */
    @Override
    public String toString() {
        return new String(bytes, UTF_8);
    }
}
