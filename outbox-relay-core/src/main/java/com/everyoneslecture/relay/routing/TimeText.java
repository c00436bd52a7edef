package com.everyoneslecture.relay.routing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes times like {@link Instant#toString}, in UTC with as many digits as they need. It caches the text of a second for the
 * events of that second.
 *
 * <p>Used by one thread.
 */
final class TimeText {

    private static final long MICROS_OF_SECOND = 1_000_000;
    private static final int MICROS_OF_MILLI = 1_000;

    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long END_SECOND =
            Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

    private static final int MILLI_DIGITS = 3;
    private static final int MICRO_DIGITS = 6;

    private long second = Long.MIN_VALUE;
    private byte[] upToSecond = new byte[0];

    /**
     * Returns the text in ASCII; null for a year without four digits, which RFC 3339 does not allow.
     *
     * @param micros since 1970-01-01T00:00:00Z
     */
    byte @Nullable [] of(long micros) {
        long next = Math.floorDiv(micros, MICROS_OF_SECOND);
        if (next < FIRST_SECOND || next >= END_SECOND) {
            return null;
        }
        if (next != second) {
            String text = Instant.ofEpochSecond(next).toString();
            upToSecond = text.substring(0, text.length() - 1).getBytes(US_ASCII);
            second = next;
        }
        return withFraction((int) Math.floorMod(micros, MICROS_OF_SECOND));
    }

    private byte[] withFraction(int micros) {
        if (micros == 0) {
            return ending(0, 0);
        }
        return micros % MICROS_OF_MILLI == 0
                ? ending(micros / MICROS_OF_MILLI, MILLI_DIGITS)
                : ending(micros, MICRO_DIGITS);
    }

    private byte[] ending(int fraction, int digits) {
        int length = upToSecond.length + (digits == 0 ? 0 : 1 + digits) + 1;
        byte[] text = Arrays.copyOf(upToSecond, length);
        if (digits > 0) {
            text[upToSecond.length] = '.';
        }
        int rest = fraction;
        for (int index = length - 2; index > upToSecond.length; index--) {
            text[index] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        text[length - 1] = 'Z';
        return text;
    }
}
