package com.everyoneslecture.outbox.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Holds a value as the received bytes, so that events pass from the database to Kafka undecoded. Text is in UTF-8. Immutable.
 */
public final class Bytes {

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns a text's bytes in UTF-8. */
    public static Bytes of(String text) {
        return new Bytes(text.getBytes(UTF_8));
    }

    /** Copies a part of an array. */
    public static Bytes of(byte[] array, int offset, int length) {
        return new Bytes(Arrays.copyOfRange(array, offset, offset + length));
    }

    /** Wraps an array without a copy; callers must not change it. */
    public static Bytes over(byte[] array) {
        return new Bytes(array);
    }

    /** Returns the bytes without a copy; callers must not change them. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes others && Arrays.equals(bytes, others.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns the text that the bytes are in UTF-8. */
    @Override
    public String toString() {
        return new String(bytes, UTF_8);
    }
}
