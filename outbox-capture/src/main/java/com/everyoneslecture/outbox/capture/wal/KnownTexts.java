package com.everyoneslecture.outbox.capture.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Caches strings by their bytes, so that a frequent value is decoded once. The cache has a fixed size, because the values are
 * the writers' data: a new value replaces an older one in the same place.
 *
 * <p>Used by one thread.
 */
final class KnownTexts {

    private static final int PLACES = 256;

    /** Longer ones are data rather than names. */
    private static final int LONGEST = 255;

    private final @Nullable Known[] places = new Known[PLACES];

    String of(byte[] array, int offset, int length) {
        if (length > LONGEST) {
            return new String(array, offset, length, UTF_8);
        }
        int hash = 1;
        for (int index = offset; index < offset + length; index++) {
            hash = 31 * hash + array[index];
        }
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        Known known = places[place];
        if (known == null || !Arrays.equals(known.bytes, 0, known.bytes.length, array, offset, offset + length)) {
            byte[] bytes = Arrays.copyOfRange(array, offset, offset + length);
            known = new Known(bytes, new String(bytes, UTF_8));
            places[place] = known;
        }
        return known.text;
    }

    private static final class Known {
        private final byte[] bytes;
        private final String text;

        private Known(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }
    }
}
