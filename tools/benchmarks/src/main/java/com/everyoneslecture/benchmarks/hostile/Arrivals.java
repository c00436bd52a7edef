package com.everyoneslecture.benchmarks.hostile;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/** The commit and the records of each event. One thread commits, another one receives. */
final class Arrivals {

    private final Map<Long, Long> commits = new HashMap<>();
    private final Map<Long, Integer> records = new HashMap<>();
    private final LongConsumer latency;

    /** @param latency receives the nanoseconds from the commit of each event to its first record */
    Arrivals(LongConsumer latency) {
        this.latency = latency;
    }

    /** Notes that the database has confirmed the commit. */
    synchronized void committed(long event, long nanos) {
        commits.put(event, nanos);
        if (records.containsKey(event)) {
            // The consumer received the record before the writer received the database's answer.
            latency.accept(0);
        }
    }

    /** Notes a record of the event. */
    synchronized void received(long event, long nanos) {
        Long committed = commits.get(event);
        if (records.merge(event, 1, Integer::sum) == 1 && committed != null) {
            latency.accept(nanos - committed);
        }
    }

    /** Returns the number of committed events without a record. */
    synchronized int missing() {
        return (int) commits.keySet().stream()
                .filter(event -> !records.containsKey(event))
                .count();
    }

    /** Returns the number of events with more than one record. */
    synchronized int doubled() {
        return (int) records.values().stream().filter(number -> number > 1).count();
    }
}
