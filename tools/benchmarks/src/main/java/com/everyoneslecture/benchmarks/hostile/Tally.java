package com.everyoneslecture.benchmarks.hostile;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts how the services answered each kind of hostile client. Safe for any number of threads. */
final class Tally {

    private final ConcurrentMap<String, ConcurrentMap<String, LongAdder>> counts = new ConcurrentHashMap<>();

    /** Counts an answer: a status, or another end of the connection. */
    void add(String kind, String answer) {
        counts.computeIfAbsent(kind, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(answer, any -> new LongAdder())
                .increment();
    }

    /** Forgets what was counted. */
    void reset() {
        counts.clear();
    }

    /** By kind, the answers with their numbers, the most frequent first. */
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
