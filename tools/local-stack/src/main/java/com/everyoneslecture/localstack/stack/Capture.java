package com.everyoneslecture.localstack.stack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The captures that the relay can read the log with. Without a choice, the relay's own default decides. */
public enum Capture {
    /** Debezium's PostgreSQL connector. */
    DEBEZIUM,
    /** The relay's own reader. */
    WAL;

    private static final String VARIABLE = "RELAY_CAPTURE_CONNECTOR";

    /** Returns the capture of that name; empty if there is none. */
    public static Optional<Capture> of(String text) {
        return Arrays.stream(values())
                .filter(capture -> capture.toString().equals(text))
                .findFirst();
    }

    /** Returns the variable with which a relay runs the chosen capture; none without a choice. */
    public static Map<String, String> environment(Optional<Capture> chosen) {
        return chosen.map(capture -> Map.of(VARIABLE, capture.toString())).orElse(Map.of());
    }

    /** Returns the name that the relay's setting has: {@code wal}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
