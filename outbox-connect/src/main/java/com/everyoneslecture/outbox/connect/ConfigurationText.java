package com.everyoneslecture.outbox.connect;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The text of a connector's configuration, read key by key. If a value cannot be parsed, the method records a problem
 * and returns a valid substitute. Used by one thread.
 */
final class ConfigurationText {

    private final Map<String, String> text;
    private final Map<String, Object> defaults;
    private final Problems problems;
    private final Set<String> unread;

    /** @param defaults the default values by key; null for a key without a default */
    ConfigurationText(Map<String, String> text, Map<String, Object> defaults, Problems problems) {
        this.text = text;
        this.defaults = defaults;
        this.problems = problems;
        this.unread = new TreeSet<>(text.keySet());
        this.unread.removeIf(key -> !key.startsWith(ConnectorKeys.PREFIX));
    }

    /** Returns the value or the default; an empty string if there is neither, which the key's constraint reports. */
    String required(String key) {
        String value = optional(key);
        return value == null ? "" : value;
    }

    @Nullable
    String optional(String key) {
        unread.remove(key);
        String value = text.get(key);
        if (value != null) {
            return value;
        }
        return defaults.get(key) instanceof String known ? known : null;
    }

    Duration duration(String key) {
        try {
            return DurationText.parse(required(key));
        } catch (IllegalArgumentException e) {
            problems.add(key, String.valueOf(e.getMessage()));
            return Duration.ofSeconds(1);
        }
    }

    boolean flag(String key) {
        String value = required(key).strip();
        if (!value.equals("true") && !value.equals("false")) {
            problems.add(key, "is neither true nor false");
        }
        return value.equals("true");
    }

    int number(String key) {
        Integer number = optionalNumber(key);
        return number == null ? 0 : number;
    }

    @Nullable
    Integer optionalNumber(String key) {
        String value = optional(key);
        try {
            return value == null ? null : Integer.valueOf(value.strip());
        } catch (NumberFormatException e) {
            problems.add(key, "is not a number");
            return null;
        }
    }

    /** Returns the elements of a comma-separated list; empty if the key is missing. */
    List<String> list(String key) {
        String value = optional(key);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    /** Returns all values whose keys begin with a prefix that ends with a dot, by the rest of their keys. */
    Map<String, String> below(String prefix) {
        Map<String, String> below = new LinkedHashMap<>();
        text.forEach((key, value) -> {
            if (key.startsWith(prefix) && value != null) {
                unread.remove(key);
                below.put(key.substring(prefix.length()), value);
            }
        });
        return below;
    }

    /** Returns the names that keys have between a prefix and a terminator, in alphabetical order. */
    Set<String> names(String prefix, String end) {
        Set<String> names = new TreeSet<>();
        for (String key : text.keySet()) {
            int at = key.indexOf(end, prefix.length());
            if (key.startsWith(prefix) && at > 0) {
                names.add(key.substring(prefix.length(), at));
            }
        }
        return names;
    }

    /** Records a problem for every key with the prefix {@code relay.} that was not read. */
    void rejectUnread() {
        unread.forEach(key -> problems.add(key, "is not a key of this connector"));
    }
}
