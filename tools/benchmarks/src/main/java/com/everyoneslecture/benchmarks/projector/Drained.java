package com.everyoneslecture.benchmarks.projector;

import com.everyoneslecture.benchmarks.report.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the rounds of one way and one load came to.
 *
 * @param way how records were applied
 * @param keys of the load
 * @param perSecond records
 * @param toProjector the projector's records per second as a multiple of this way's, round by round
 * @param cpuMicros of the process, for each record
 * @param peakMemoryMib of the process
 * @param completeRounds in how many rounds all records were applied within the time limit
 * @param differences rows of the read model that were not as they must be, after complete rounds
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
