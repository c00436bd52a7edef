package com.everyoneslecture.lecture;

import java.time.DateTimeException;
import java.time.LocalDateTime;

/** The payload's {@code yyyy-MM-dd-HH:mm:ss}. Checked by hand: a formatter would cost more than the rest of a record. */
final class EventTimestamp {

    private static final String FORM = "####-##-##-##:##:##";

    private EventTimestamp() {}

    static boolean isValid(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char found = text.charAt(i);
            if (FORM.charAt(i) == '#' ? found < '0' || found > '9' : found != FORM.charAt(i)) {
                return false;
            }
        }
        return isDate(text);
    }

    private static boolean isDate(String text) {
        try {
            LocalDateTime.of(
                    number(text, 0, 4),
                    number(text, 5, 7),
                    number(text, 8, 10),
                    number(text, 11, 13),
                    number(text, 14, 16),
                    number(text, 17, 19));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
