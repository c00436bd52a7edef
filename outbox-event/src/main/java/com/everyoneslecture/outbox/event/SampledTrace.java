package com.everyoneslecture.outbox.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * The span that appended an event, if its trace is recorded: the parent of the spans that follow the event.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 */
public record SampledTrace(String traceId, String spanId) {

    private static final int LENGTH = 55;
    private static final int TRACE = 3;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;

    /**
     * Reads the header {@code traceparent} of W3C Trace Context.
     *
     * <p>Checks the sampled flag first, and allocates nothing for a trace that is not recorded.
     *
     * @param traceparent in ASCII; null without a trace
     * @return null without a trace, for one that is not recorded, and for a malformed one
     */
    public static @Nullable SampledTrace of(byte @Nullable [] traceparent) {
        if (traceparent == null || traceparent.length != LENGTH || (digit(traceparent[LENGTH - 1]) & 1) == 0) {
            return null;
        }
        return isWellFormed(traceparent)
                ? new SampledTrace(
                        new String(traceparent, TRACE, SPAN - 1 - TRACE, US_ASCII),
                        new String(traceparent, SPAN, FLAGS - 1 - SPAN, US_ASCII))
                : null;
    }

    private static boolean isWellFormed(byte[] value) {
        return value[TRACE - 1] == '-'
                && value[SPAN - 1] == '-'
                && value[FLAGS - 1] == '-'
                && isHexadecimal(value, 0, TRACE - 1)
                && isHexadecimal(value, TRACE, SPAN - 1)
                && isHexadecimal(value, SPAN, FLAGS - 1)
                && isHexadecimal(value, FLAGS, LENGTH)
                // The standard forbids this version, and ids of zeros only.
                && !(value[0] == 'f' && value[1] == 'f')
                && !isZero(value, TRACE, SPAN - 1)
                && !isZero(value, SPAN, FLAGS - 1);
    }

    private static boolean isHexadecimal(byte[] value, int from, int to) {
        for (int index = from; index < to; index++) {
            if (digit(value[index]) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(byte[] value, int from, int to) {
        for (int index = from; index < to; index++) {
            if (value[index] != '0') {
                return false;
            }
        }
        return true;
    }

    /** Returns -2, which is even, for any other character. */
    private static int digit(byte character) {
        if (character >= '0' && character <= '9') {
            return character - '0';
        }
        return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -2;
    }
}
