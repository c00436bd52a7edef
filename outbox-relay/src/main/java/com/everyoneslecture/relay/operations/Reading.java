package com.everyoneslecture.relay.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reads the values of a body's fields, and collects their problems, so that a rejection names all of them. */
final class Reading {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final int QUOTED = 60;
    private static final int NAMED = 10;

    private final List<String> problems = new ArrayList<>();

    @Nullable
    Instant instant(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            Instant instant = Instant.parse(value);
            // Beyond these the database's microseconds end.
            if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            problem(field + " " + quoted(value) + " is not a time such as 2026-11-22T09:30:00Z");
            return null;
        }
        problem(field + " " + quoted(value) + " is not between the years 1 and 9999");
        return null;
    }

    /**
     * Returns a text that the database can store. A text that it cannot store is a problem: without this check, it would just
     * match no row.
     */
    @Nullable
    String text(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        if (value.isEmpty() || value.indexOf('\0') >= 0 || !UTF_8.newEncoder().canEncode(value)) {
            problem(field + (value.isEmpty() ? " is empty: leave it out to match any" : " has invalid characters"));
            return null;
        }
        return value;
    }

    int number(String field, @Nullable Integer value, int otherwise, int maximum) {
        if (value == null) {
            return otherwise;
        }
        if (value < 0 || value > maximum) {
            problem(field + " must be from 0 to " + maximum);
            return otherwise;
        }
        return value;
    }

    List<UUID> ids(String field, @Nullable List<@Nullable String> values) {
        List<UUID> ids = new ArrayList<>();
        for (String value : values == null ? List.<@Nullable String>of() : values) {
            if (value != null && ID.matcher(value).matches()) {
                ids.add(UUID.fromString(value));
            } else {
                problem(field + ": " + quoted(value)
                        + " is not an event id, such as 01990b7e-3c5f-7d22-9a55-6f0c8f0f2f11");
            }
        }
        return List.copyOf(ids);
    }

    private static String quoted(@Nullable String value) {
        return value == null || value.length() <= QUOTED ? "'" + value + "'" : "'" + value.substring(0, QUOTED) + "…'";
    }

    void problem(String words) {
        problems.add(words);
    }

    /** @throws RequestRejectedException if anything was wrong */
    void end() {
        if (!problems.isEmpty()) {
            String more = problems.size() <= NAMED ? "." : "; and " + (problems.size() - NAMED) + " more.";
            throw new RequestRejectedException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    String.join("; ", problems.subList(0, Math.min(NAMED, problems.size()))) + more);
        }
    }
}
