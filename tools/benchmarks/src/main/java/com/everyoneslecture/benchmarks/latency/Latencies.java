package com.everyoneslecture.benchmarks.latency;

import com.everyoneslecture.benchmarks.report.Spread;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Percentiles of each round, over the rounds; in milliseconds.
 *
 * @param events the number of counted events in all rounds
 */
record Latencies(Spread p50, Spread p90, Spread p99, Spread p999, Spread maximum, long events) {

    private static final double NANOS_PER_MILLI = 1e6;

    static Latencies of(List<Histogram> rounds) {
        return new Latencies(
                percentile(rounds, 50),
                percentile(rounds, 90),
                percentile(rounds, 99),
                percentile(rounds, 99.9),
                percentile(rounds, 100),
                rounds.stream().mapToLong(Histogram::getTotalCount).sum());
    }

    private static Spread percentile(List<Histogram> rounds, double percentile) {
        return Spread.of(rounds.stream()
                .map(round -> round.getValueAtPercentile(percentile) / NANOS_PER_MILLI)
                .toList());
    }
}
