package com.everyoneslecture.console.flow;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times that some events took from the outbox to the read model.
 *
 * @param medianMillis half of the events took no longer
 * @param p99Millis 99 of 100 events took no longer; of fewer than 100 events, the slowest one's
 */
public record Latency(double medianMillis, double p99Millis) {

    private static final int MEDIAN = 50;
    private static final int P99 = 99;

    /** Returns the percentiles of these times by the nearest-rank method; null if there are none. */
    public static @Nullable Latency of(Collection<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.isEmpty() ? null : new Latency(percentile(sorted, MEDIAN), percentile(sorted, P99));
    }

    private static double percentile(List<Double> sorted, int percent) {
        int rank = (int) Math.ceil(percent * sorted.size() / 100.0);
        return sorted.get(rank - 1);
    }
}
