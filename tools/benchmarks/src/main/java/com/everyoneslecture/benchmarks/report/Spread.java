package com.everyoneslecture.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** The result of several rounds of one measurement. */
public record Spread(double median, double lowest, double highest) {

    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** Returns the median, followed by the lowest and the highest value in brackets. */
    public String text(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + "…" + number + ")", median, lowest, highest);
    }
}
