package com.everyoneslecture.benchmarks.projector;

import com.everyoneslecture.benchmarks.report.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The figures of one way with one load, over all rounds.
 *
 * @param way the way in which records were applied
 * @param keys the number of keys of the load
 * @param perSecond records per second
 * @param toProjector the projector's records per second as a multiple of this way's, round by round
 * @param cpuMicros the processor time of the process for each record, in microseconds
 * @param peakMemoryMib the peak memory of the process in MiB
 * @param completeRounds the number of rounds in which all records were applied within the time limit
 * @param differences the number of rows of the read model that were wrong after complete rounds
 */
record Drained(
        String way,
        int keys,
        Spread perSecond,
        Spread toProjector,
        Spread cpuMicros,
        Spread peakMemoryMib,
        int completeRounds,
        long differences) {

    static Drained of(Way way, int keys, List<Drain.Round> rounds, List<Drain.Round> projector) {
        return new Drained(
                way.label(),
                keys,
                spread(rounds, round -> round.advance().perSecond()),
                spread(rounds, round -> ratio(projector.get(rounds.indexOf(round)), round)),
                spread(rounds, round -> round.advance().cpuMicros()),
                spread(rounds, round -> round.advance().usage().peakMemoryBytes() / (double) (1 << 20)),
                (int) rounds.stream()
                        .filter(round -> round.advance().complete())
                        .count(),
                rounds.stream().mapToLong(Drain.Round::differences).sum());
    }

    private static double ratio(Drain.Round one, Drain.Round other) {
        double perSecond = other.advance().perSecond();
        return perSecond > 0 ? one.advance().perSecond() / perSecond : 0;
    }

    private static Spread spread(List<Drain.Round> rounds, ToDoubleFunction<Drain.Round> value) {
        return Spread.of(
                rounds.stream().map(round -> value.applyAsDouble(round)).toList());
    }
}
