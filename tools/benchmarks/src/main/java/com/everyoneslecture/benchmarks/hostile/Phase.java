package com.everyoneslecture.benchmarks.hostile;

import java.util.List;
import org.HdrHistogram.Histogram;

/** The figures of the honest clients in one phase. */
record Phase(List<Kind> kinds) {

    /**
     * The figures of one kind of request.
     *
     * @param failures the number of requests without success
     */
    record Kind(String name, long count, int failures, double p50Millis, double p99Millis, double maximumMillis) {

        private static final double NANOS_PER_MILLI = 1e6;

        static Kind of(String name, Histogram nanos, int failures) {
            return new Kind(
                    name,
                    nanos.getTotalCount(),
                    failures,
                    nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
                    nanos.getValueAtPercentile(99) / NANOS_PER_MILLI,
                    nanos.getMaxValue() / NANOS_PER_MILLI);
        }
    }
}
