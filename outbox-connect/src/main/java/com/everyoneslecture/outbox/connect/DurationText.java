package com.everyoneslecture.outbox.connect;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses durations in the relay's format: {@code 250ms}, {@code 3s}, {@code 10m}, {@code 30d}. */
final class DurationText {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(ns|us|ms|s|m|h|d)");

    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ns", ChronoUnit.NANOS,
            "us", ChronoUnit.MICROS,
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private DurationText() {}

    /** @throws IllegalArgumentException if the text has another format */
    static Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        ChronoUnit unit = form.matches() ? UNITS.get(form.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("is not a duration: write 250ms, 3s, 10m, 1h or 30d");
        }
        return Duration.of(Long.parseLong(form.group(1)), unit);
    }
}
