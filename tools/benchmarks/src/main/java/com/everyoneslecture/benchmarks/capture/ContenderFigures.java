package com.everyoneslecture.benchmarks.capture;

import com.everyoneslecture.benchmarks.report.Spread;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The figures of one contender for one load.
 *
 * @param ratioTo the ratio of the events per second to those of another contender in the same round, by its name
 */
record ContenderFigures(
        String contender,
        Spread eventsPerSecond,
        Spread megabytesPerSecond,
        Map<String, Spread> ratioTo,
        Spread cpuSeconds,
        Spread cpuSecondsOfDrain,
        Spread peakMemoryMib,
        long doubled,
        long lost,
        long misordered,
        List<Drained> rounds) {

    static ContenderFigures of(String contender, Map<String, List<Drained>> all) {
        List<Drained> rounds = all.getOrDefault(contender, List.of());
        return new ContenderFigures(
                contender,
                spread(rounds, Drained::eventsPerSecond),
                spread(rounds, Drained::megabytesPerSecond),
                all.entrySet().stream()
                        .filter(other -> !other.getKey().equals(contender))
                        .collect(Collectors.toMap(Map.Entry::getKey, other -> ratio(rounds, other.getValue()))),
                spread(rounds, Drained::cpuSeconds),
                spread(rounds, Drained::cpuSecondsOfDrain),
                spread(rounds, drained -> drained.peakMemoryBytes() / (double) (1 << 20)),
                rounds.stream().mapToLong(drained -> drained.tally().doubled()).sum(),
                rounds.stream().mapToLong(drained -> drained.tally().lost()).sum(),
                rounds.stream()
                        .mapToLong(drained -> drained.tally().misordered())
                        .sum(),
                rounds);
    }

    private static Spread ratio(List<Drained> these, List<Drained> those) {
        return Spread.of(IntStream.range(0, these.size())
                .mapToObj(round ->
                        these.get(round).eventsPerSecond() / those.get(round).eventsPerSecond())
                .toList());
    }

    private static Spread spread(List<Drained> rounds, ToDoubleFunction<Drained> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
    }
}
