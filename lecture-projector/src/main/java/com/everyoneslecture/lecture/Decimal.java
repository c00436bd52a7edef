package com.everyoneslecture.lecture;

/** Ids and versions as text: decimal digits, no sign, no leading zero. */
final class Decimal {

    private static final int MAX_DIGITS = 19;

    private Decimal() {}

    /** Returns the number, from 1 on, or -1 if the text has another form. */
    static long parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || text.charAt(0) == '0') {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        // 19 digits can overflow a long at most once, so the result is negative then.
        return number < 0 ? -1 : number;
    }
}
