package com.everyoneslecture.lecture;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads times of RFC 3339. Own code parses the form {@code 2022-08-08T03:12:37.123456Z}, which every relay writes, because
 * a formatter costs as much as all other headers together. A formatter parses every other form.
 */
final class EventTime {

    private static final String FORM = "####-##-##T##:##:##";
    private static final int MAX_FRACTION_DIGITS = 9;

    private EventTime() {}

    /** @throws DateTimeException if the text is not a time */
    static Instant parse(String text) {
        int digits = text.length() - FORM.length() - 2;
        if (!hasForm(text) || digits == 0 || digits > MAX_FRACTION_DIGITS) {
            return Instant.parse(text);
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            // Midnight as 24:00, and leap seconds.
            return Instant.parse(text);
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        return Instant.ofEpochSecond(day * 86_400L + hour * 3_600L + minute * 60L + second, nanos(text, digits));
    }

    /** Checks the form, an optional fraction, and the Z. */
    private static boolean hasForm(String text) {
        int end = text.length() - 1;
        if (end < FORM.length() || text.charAt(end) != 'Z') {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            if (FORM.charAt(i) == '#' ? !isDigit(text.charAt(i)) : FORM.charAt(i) != text.charAt(i)) {
                return false;
            }
        }
        for (int i = FORM.length(); i < end; i++) {
            if (i == FORM.length() ? text.charAt(i) != '.' : !isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char found) {
        return found >= '0' && found <= '9';
    }

    private static int nanos(String text, int digits) {
        int nanos = 0;
        for (int i = 0; i < MAX_FRACTION_DIGITS; i++) {
            nanos = nanos * 10 + (i < digits ? text.charAt(FORM.length() + 1 + i) - '0' : 0);
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
