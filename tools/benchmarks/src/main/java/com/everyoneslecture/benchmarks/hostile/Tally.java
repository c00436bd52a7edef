package com.everyoneslecture.benchmarks.hostile;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts the services' answers to each kind of hostile client. Thread-safe. */
final class Tally {

    private final ConcurrentMap<String, ConcurrentMap<String, LongAdder>> counts = new ConcurrentHashMap<>();

    /** Counts an answer: a status, or another end of the connection. */
    void add(String kind, String answer) {
        counts.computeIfAbsent(kind, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(answer, any -> new LongAdder())
                .increment();
    }

    /** Resets the counts. */
    void reset() {
        counts.clear();
    }

    /** Returns the answers with their counts, the most frequent first, by kind. */
    Map<String, String> text() {
        Map<String, String> text = new TreeMap<>();
        counts.forEach((kind, answers) -> text.put(
                kind,
                answers.entrySet().stream()
                        .sorted(Comparator.comparingLong(
                                answer -> -answer.getValue().sum()))
                        .map(answer -> answer.getKey() + ": " + answer.getValue())
                        .collect(Collectors.joining(", "))));
        return text;
    }
}
