package com.everyoneslecture.outbox.append;

import java.util.Arrays;
import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The payload of an event, which becomes the record's value: text, bytes or none.
 *
 * <p><b>Stability:</b> stable. Immutable, safe for any number of threads.
 */
@API(status = API.Status.STABLE)
public final class Payload {

    private static final Payload NONE = new Payload(null, null);

    private final @Nullable String text;
    private final byte @Nullable [] bytes;

    private Payload(@Nullable String text, byte @Nullable [] bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** Returns text, such as JSON: 1 to 524,288 bytes in UTF-8. */
    public static Payload text(String text) {
        return new Payload(Objects.requireNonNull(text, "text"), null);
    }

    /** Returns bytes, such as Avro or Protobuf: up to 524,288. The array is copied. */
    public static Payload bytes(byte[] bytes) {
        return new Payload(null, bytes.clone());
    }

    /** Returns no payload: the record is a tombstone, so compaction and many consumers delete the data of its key. */
    public static Payload none() {
        return NONE;
    }

    @Nullable
    String text() {
        return text;
    }

    /** Without a copy. */
    byte @Nullable [] bytes() {
        return bytes;
    }

    boolean isNone() {
        return text == null && bytes == null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload payload
                && Objects.equals(text, payload.text)
                && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(text) + Arrays.hashCode(bytes);
    }

    /** Describes the payload without its content, because the content may not belong in a log. */
    @Override
    public String toString() {
        if (text != null) {
            return "text of " + text.length() + " characters";
        }
        return bytes == null ? "none" : bytes.length + " bytes";
    }
}
