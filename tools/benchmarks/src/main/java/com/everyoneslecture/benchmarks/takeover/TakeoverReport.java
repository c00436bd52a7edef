package com.everyoneslecture.benchmarks.takeover;

import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of takeovers. */
final class TakeoverReport {

    private TakeoverReport() {}

    static Findings of(Data data) {
        List<Table> tables = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        for (TakeoverFigures one : data.captures()) {
            tables.add(table(data, one));
            if (one.missing() + one.doubled() + one.unasked() > 0) {
                missed.add("%s: %s missing, %s doubled, %s unnecessary takeovers from a paused relay"
                        .formatted(one.capture(), one.missing(), one.doubled(), one.unasked()));
            }
        }
        return new Findings("takeover", data, tables, List.of(), missed);
    }

    private static Table table(Data data, TakeoverFigures figures) {
        List<List<String>> rows = new ArrayList<>();
        figures.seconds()
                .forEach((kind, seconds) -> rows.add(List.of(
                        kind.toString(),
                        Integer.toString(seconds.size()),
                        text(percentile(seconds, 50)),
                        text(percentile(seconds, 95)),
                        text(percentile(seconds, 100)))));
        return new Table(
                String.format(
                        Locale.ROOT,
                        "Seconds without a record after a fault of the streaming relay; capture %s, %d events/s, "
                                + "%,d events: %d missing, %d doubled, %d unnecessary takeovers",
                        figures.capture(),
                        data.rate(),
                        figures.events(),
                        figures.missing(),
                        figures.doubled(),
                        figures.unasked()),
                List.of("it is", "times", "p50", "p95", "worst"),
                rows);
    }

    /** Returns the percentile by nearest rank. */
    private static double percentile(List<Double> values, int percentile) {
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(percentile / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    private static String text(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }

    /** All figures. */
    record Data(int rate, int rounds, List<TakeoverFigures> captures) {}
}
