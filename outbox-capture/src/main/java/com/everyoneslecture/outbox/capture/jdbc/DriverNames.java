package com.everyoneslecture.outbox.capture.jdbc;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/**
 * The names of the properties of PostgreSQL's JDBC driver. The driver ignores a name in another case, such as
 * {@code connecttimeout}, and an environment variable cannot spell {@code connectTimeout}.
 */
public final class DriverNames {

    private static final Map<String, String> BY_LETTERS = Arrays.stream(PGProperty.values())
            .map(PGProperty::getName)
            .collect(Collectors.toUnmodifiableMap(DriverNames::letters, name -> name, (one, other) -> one));

    private DriverNames() {}

    /** Returns whether this is the name of one of the driver's properties, in any case and with any separators. */
    public static boolean known(String name) {
        return BY_LETTERS.containsKey(letters(name));
    }

    /** Returns the properties by the driver's own names; of two spellings of a name, the first counts. */
    static Map<String, String> spelled(Map<String, String> properties) {
        Map<String, String> spelled = new LinkedHashMap<>();
        properties.forEach((name, value) -> spelled.putIfAbsent(BY_LETTERS.getOrDefault(letters(name), name), value));
        return spelled;
    }

    private static String letters(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
