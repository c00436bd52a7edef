package com.everyoneslecture.chaos.guarantee;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Collects the violations of guarantees. Any thread may report. */
public final class Verdicts {

    /** The name to which violations before the first fault are assigned. */
    public static final String BEFORE_THE_FIRST_FAULT = "before the first fault";

    private final List<Violation> violations = new ArrayList<>();
    private final Consumer<Violation> listener;
    private final Map<String, Map<String, Long>> allowed = new TreeMap<>();
    private String during = BEFORE_THE_FIRST_FAULT;

    /** Notifies the listener of each violation when it is reported. */
    public Verdicts(Consumer<Violation> listener) {
        this.listener = listener;
    }

    /** Assigns violations from now on to this fault. */
    public synchronized void during(String fault) {
        during = fault;
    }

    /** Reports a violation. */
    public synchronized void report(String guarantee, Damage damage, String what, List<String> history) {
        Violation violation = new Violation(guarantee, damage, during, what, history);
        violations.add(violation);
        listener.accept(violation);
    }

    /** Counts a violation that the fault allows. */
    synchronized void allow(String guarantee, String fault) {
        allowed.computeIfAbsent(fault, any -> new TreeMap<>()).merge(guarantee, 1L, Long::sum);
    }

    /** Returns how often violations were allowed, by fault and guarantee. */
    public synchronized Map<String, Map<String, Long>> allowed() {
        Map<String, Map<String, Long>> copy = new TreeMap<>();
        allowed.forEach((fault, counts) -> copy.put(fault, Map.copyOf(counts)));
        return copy;
    }

    /** Returns all violations so far, in the order in which they were found. */
    public synchronized List<Violation> all() {
        return List.copyOf(violations);
    }
}
