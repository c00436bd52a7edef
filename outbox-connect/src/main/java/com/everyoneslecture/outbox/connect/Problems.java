package com.everyoneslecture.outbox.connect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The problems of a configuration, by key. Used by one thread. */
final class Problems {

    private final Map<String, List<String>> byKey = new LinkedHashMap<>();

    void add(String key, String problem) {
        byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(problem);
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** Returns whether the key has a problem. */
    boolean has(String key) {
        return byKey.containsKey(key);
    }

    /** Returns the problems by key, without the keys that have none. */
    Map<String, List<String>> byKey() {
        return byKey;
    }

    /** Returns all problems, one a line. */
    @Override
    public String toString() {
        return byKey.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(problem -> entry.getKey() + " " + problem))
                .collect(Collectors.joining("\n"));
    }
}
