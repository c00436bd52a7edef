package com.everyoneslecture.console.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The metrics of a service in Prometheus' text format, summed over all labels. */
record MetricsText(Map<String, Double> sums) {

    /** A sample: a name, its labels, a finite number, and an optional timestamp. */
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{.*})?\\s+(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)(?:\\s.*)?");

    MetricsText {
        sums = Map.copyOf(sums);
    }

    static MetricsText parse(String text) {
        Map<String, Double> sums = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(sums, line));
        return new MetricsText(sums);
    }

    private static void add(Map<String, Double> sums, String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (sample.matches()) {
            sums.merge(sample.group(1), Double.parseDouble(sample.group(2)), Double::sum);
        }
    }

    /** Returns the sum of a metric; null if there is no such metric. */
    @Nullable
    Double sum(String name) {
        return sums.get(name);
    }

    /** Returns the sum of a metric as a whole number; null if there is no such metric. */
    @Nullable
    Long count(String name) {
        Double sum = sums.get(name);
        return sum == null ? null : Math.round(sum);
    }
}
