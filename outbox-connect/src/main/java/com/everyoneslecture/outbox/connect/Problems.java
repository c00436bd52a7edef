package com.everyoneslecture.outbox.connect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with a configuration, by its keys. Used by one thread. */
final class Problems {

    private final Map<String, List<String>> byKey = new LinkedHashMap<>();

    void add(String key, String problem) {
        byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(problem);
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** Returns whether something is wrong with the key. */
    boolean has(String key) {
        return byKey.containsKey(key);
    }

    /** Returns the problems of each key that has any. */
    Map<String, List<String>> byKey() {
        return byKey;
    }

    /** All of them in words, a line each. */
    @Override
    public String toString() {
        return byKey.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(problem -> entry.getKey() + " " + problem))
                .collect(Collectors.joining("\n"));
    }
}
