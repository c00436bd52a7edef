package com.everyoneslecture.benchmarks.latency;

import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What the rounds of one contender at one rate came to. Latencies from when an event was due, unless said otherwise.
 *
 * @param perTransaction events
 * @param commit until the commit has returned: what is there before any relay has a part in it
 * @param record until the consumer has the record
 * @param recordSinceCommit the same, from when the commit has returned
 * @param row until the row is in the read model; null where there is none
 * @param missing records, and rows, that have not come
 * @param doubled records that have come again
 */
record Measured(
        String contender,
        int perSecond,
        int perTransaction,
        Latencies commit,
        Latencies record,
        Latencies recordSinceCommit,
        @Nullable Latencies row,
        int missing,
        int doubled) {

    static Measured of(String contender, int perSecond, int perTransaction, boolean readModel, List<Observed> rounds) {
        return new Measured(
                contender,
                perSecond,
                perTransaction,
                latencies(rounds, Observed::commitsSinceDue),
                latencies(rounds, Observed::recordsSinceDue),
                latencies(rounds, Observed::recordsSinceCommit),
                readModel ? latencies(rounds, Observed::rowsSinceDue) : null,
                rounds.stream()
                        .mapToInt(round -> round.missingRecords() + (readModel ? round.missingRows() : 0))
                        .sum(),
                rounds.stream().mapToInt(Observed::doubledRecords).sum());
    }

    private static Latencies latencies(List<Observed> rounds, Function<Observed, Histogram> histogram) {
        return Latencies.of(rounds.stream().map(histogram).toList());
    }
}
