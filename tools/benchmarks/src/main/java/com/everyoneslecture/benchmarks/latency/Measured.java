package com.everyoneslecture.benchmarks.latency;

import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one contender at one rate, over all rounds. Latencies start at the due time of an event unless stated otherwise.
 *
 * @param rounds the number of rounds with figures
 * @param perTransaction the number of events in a transaction
 * @param commit the latency until the commit has returned, before any relay takes part
 * @param record the latency until the consumer has the record
 * @param recordSinceCommit the same, from the return of the commit on
 * @param row the latency until the row is in the read model; null if there is none
 * @param missing the number of records, and rows, that have not arrived
 * @param doubled the number of repeated records
 */
record Measured(
        String contender,
        int perSecond,
        int rounds,
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
                rounds.size(),
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
