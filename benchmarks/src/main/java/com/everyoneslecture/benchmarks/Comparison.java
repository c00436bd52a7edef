package com.everyoneslecture.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One load, drained both ways. Events per second.
 *
 * @param ratio of the two, round by round
 */
record Comparison(int eventsPerTransaction, Spread with, Spread without, Spread ratio) {

    static Comparison of(int eventsPerTransaction, List<Double> with, List<Double> without) {
        List<Double> ratios = IntStream.range(0, with.size())
                .mapToObj(round -> with.get(round) / without.get(round))
                .toList();
        return new Comparison(eventsPerTransaction, Spread.of(with), Spread.of(without), Spread.of(ratios));
    }
}
