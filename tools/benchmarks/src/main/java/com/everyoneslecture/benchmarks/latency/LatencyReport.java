package com.everyoneslecture.benchmarks.latency;

import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.report.Chart;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Spread;
import com.everyoneslecture.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables and plots of latencies. */
final class LatencyReport {

    private LatencyReport() {}

    /** @param entrants those that took part, with or without figures */
    static Findings of(Data data, List<Entrant> entrants) {
        return new Findings("latency", data, List.of(table(data)), charts(data), missed(data, entrants));
    }

    /** Returns what this build's own programs have missed: its guarantees, or figures. */
    private static List<String> missed(Data data, List<Entrant> entrants) {
        Set<String> own = entrants.stream()
                .filter(entrant -> Contenders.isOwn(entrant.contender()))
                .map(Entrant::name)
                .collect(Collectors.toSet());
        List<String> missed = new ArrayList<>();
        for (Measured one : data.measured()) {
            if (own.contains(one.contender()) && one.missing() + one.doubled() > 0) {
                missed.add(String.format(
                        Locale.ROOT,
                        "%s, %,d events/s: %d missing, %d doubled",
                        one.contender(),
                        one.perSecond(),
                        one.missing(),
                        one.doubled()));
            }
        }
        for (Failure one : data.failures()) {
            if (own.contains(one.contender())) {
                missed.add(String.format(
                        Locale.ROOT,
                        "%s, %,d events/s: left out of round %d, because it failed",
                        one.contender(),
                        one.perSecond(),
                        one.round()));
            }
        }
        return missed;
    }

    private static Table table(Data data) {
        List<List<String>> rows = new ArrayList<>();
        for (Measured one : data.measured()) {
            String who = one.rounds() == data.rounds()
                    ? one.contender()
                    : one.contender() + " (%s of %s rounds)".formatted(one.rounds(), data.rounds());
            add(rows, one, who, "commit", one.commit());
            add(rows, one, who, "record", one.record());
            add(rows, one, who, "record, since the commit", one.recordSinceCommit());
            add(rows, one, who, "row", one.row());
        }
        return new Table(
                ("Latency in ms, from when an event was due; %s s after a warm-up of %s s, %s rounds: "
                                + "medians of the rounds' percentiles (highest)")
                        .formatted(data.seconds(), data.warmUpSeconds(), data.rounds()),
                List.of("until", "who", "events/s", "p50", "p90", "p99", "p99.9", "max", "missing", "doubled"),
                rows);
    }

    private static void add(
            List<List<String>> rows, Measured one, String who, String until, @Nullable Latencies latencies) {
        if (latencies != null) {
            rows.add(List.of(
                    until,
                    who,
                    String.format(
                            Locale.ROOT,
                            "%,d%s",
                            one.perSecond(),
                            one.perTransaction() > 1 ? " (" + one.perTransaction() + "/tx)" : ""),
                    text(latencies.p50()),
                    text(latencies.p90()),
                    text(latencies.p99()),
                    text(latencies.p999()),
                    text(latencies.maximum()),
                    Integer.toString(one.missing()),
                    Integer.toString(one.doubled())));
        }
    }

    private static String text(Spread spread) {
        return String.format(Locale.ROOT, "%.1f (%.1f)", spread.median(), spread.highest());
    }

    private static List<Chart> charts(Data data) {
        if (data.measured().isEmpty()) {
            // A plot without a line cannot be drawn.
            return List.of();
        }
        return List.of(
                chart(data, "latency-p50", "p50", Latencies::p50), chart(data, "latency-p99", "p99", Latencies::p99));
    }

    private static Chart chart(Data data, String name, String percentile, Function<Latencies, Spread> value) {
        List<Chart.LineSeries> series = new ArrayList<>();
        for (String contender :
                data.measured().stream().map(Measured::contender).distinct().toList()) {
            add(series, data, contender, contender + ": record", value, Measured::record);
            add(series, data, contender, contender + ": row", value, Measured::row);
        }
        return new Chart.Lines(
                name, "Commit to record and to row, " + percentile, "events/s", "ms, logarithmic", true, series);
    }

    private static void add(
            List<Chart.LineSeries> series,
            Data data,
            String contender,
            String name,
            Function<Latencies, Spread> value,
            Function<Measured, @Nullable Latencies> what) {
        List<Double> across = new ArrayList<>();
        List<Double> up = new ArrayList<>();
        for (Measured one : data.measured()) {
            Latencies latencies = what.apply(one);
            if (one.contender().equals(contender) && latencies != null) {
                across.add((double) one.perSecond());
                up.add(value.apply(latencies).median());
            }
        }
        if (!across.isEmpty()) {
            series.add(new Chart.LineSeries(name, across, up));
        }
    }

    /** All figures. */
    record Data(int seconds, int warmUpSeconds, int rounds, List<Measured> measured, List<Failure> failures) {}
}
