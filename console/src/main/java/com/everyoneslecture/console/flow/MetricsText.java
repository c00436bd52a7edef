package com.everyoneslecture.console.flow;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a service counts: Prometheus' text format, of which the console needs sums over all labels. */
record MetricsText(Map<String, Double> sums) {

    MetricsText {
        sums = Map.copyOf(sums);
    }

    static MetricsText parse(String text) {
        Map<String, Double> sums = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(sums, line));
        return new MetricsText(sums);
    }

    private static void add(Map<String, Double> sums, String line) {
        int labels = line.indexOf('{');
        int value = line.indexOf(' ', Math.max(0, line.lastIndexOf('}')));
        if (value > 0) {
            String name = line.substring(0, labels > 0 && labels < value ? labels : value);
            try {
                sums.merge(
                        name,
                        Double.parseDouble(line.substring(value + 1).strip().split(" ")[0]),
                        Double::sum);
            } catch (NumberFormatException e) {
                // +Inf and the like are no counts.
                return;
            }
        }
    }

    /** Null if there is no such metric. */
    @Nullable
    Double sum(String name) {
        return sums.get(name);
    }

    /** Null if there is no such metric. */
    @Nullable
    Long count(String name) {
        Double sum = sums.get(name);
        return sum == null ? null : Math.round(sum);
    }
}
