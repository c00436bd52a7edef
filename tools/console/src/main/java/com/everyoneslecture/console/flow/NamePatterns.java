package com.everyoneslecture.console.flow;

import java.util.List;

/**
 * Names, and beginnings of names.
 *
 * @param patterns names; a {@code *} at the end stands for any rest
 */
public record NamePatterns(List<String> patterns) {

    public NamePatterns {
        patterns = List.copyOf(patterns);
    }

    /** Returns whether a name is one of these, or begins as one of these. */
    public boolean match(String name) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                        : name.equals(pattern));
    }
}
