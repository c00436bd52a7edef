package com.everyoneslecture.outbox.append;

/** Computes the size that a text has in PostgreSQL, without a copy. */
final class Utf8Length {

    /** Returned for a text with U+0000 or an unpaired surrogate, which cannot be stored. */
    static final int NONE = -1;

    private Utf8Length() {}

    /** Returns the bytes of the text in UTF-8, or {@link #NONE}. */
    static long of(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return NONE;
            }
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return NONE;
            }
        }
        return bytes;
    }
}
