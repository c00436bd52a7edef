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
 * The text of a connector's configuration, read key by key. What cannot be read is noted as a problem, and something harmless is
 * returned in its place. Used by one thread.
 */
final class ConfigurationText {

    private final Map<String, String> text;
    private final Map<String, Object> defaults;
    private final Problems problems;
    private final Set<String> unread;

    /** @param defaults by their keys; null for a key that has none */
    ConfigurationText(Map<String, String> text, Map<String, Object> defaults, Problems problems) {
        this.text = text;
        this.defaults = defaults;
        this.problems = problems;
        this.unread = new TreeSet<>(text.keySet());
        this.unread.removeIf(key -> !key.startsWith(ConnectorKeys.PREFIX));
    }

    /** Returns the value or the default; empty where there is neither, which its constraint reports. */
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
            problems.add(key, "is no number");
            return null;
        }
    }

    /** Returns the elements of a list that is separated by commas; empty if the key is not there. */
    List<String> list(String key) {
        String value = optional(key);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    /** Returns all values below a prefix that ends with a dot, by the rest of their keys. */
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

    /** Returns the names between a prefix and an end that keys have, in their order. */
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

    /** Notes every key of the relay that was not read. */
    void rejectUnread() {
        unread.forEach(key -> problems.add(key, "is no key of this connector"));
    }
}
