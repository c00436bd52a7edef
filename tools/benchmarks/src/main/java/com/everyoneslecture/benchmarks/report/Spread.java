package com.everyoneslecture.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** What several rounds of one measurement come to. */
public record Spread(double median, double lowest, double highest) {

    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** The median, and in brackets from the lowest to the highest. */
    public String text(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + "…" + number + ")", median, lowest, highest);
    }
}
