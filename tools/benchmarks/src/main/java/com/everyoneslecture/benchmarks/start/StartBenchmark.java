package com.everyoneslecture.benchmarks.start;

import com.everyoneslecture.benchmarks.report.Chart;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.report.Spread;
import com.everyoneslecture.benchmarks.report.Table;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.servers.Servers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Measures the time of a start, with archives of classes and without, in turns. */
@Command(name = "start", header = "The time that the whole system and the relay take to start.")
public final class StartBenchmark implements Benchmark {

    private static final String UP = "up until ready";
    private static final String STREAMING = "relay until it streams";
    private static final String FIRST_EVENT = "relay until the first event is in Kafka";

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        int rounds = options.rounds();
        Map<String, Map<Way, List<Double>>> seconds = new LinkedHashMap<>();
        progress.step("starting the whole system for the first time");
        try (Up up = new Up()) {
            up.first();
            for (int round = 1; round <= rounds; round++) {
                for (Way way : Way.values()) {
                    progress.round(round, rounds, "up, " + way);
                    add(seconds, UP, way, up.seconds(way));
                }
            }
        }
        progress.step("starting the relay for the first time");
        try (RelayStart relay = new RelayStart(Servers.start())) {
            relay.first();
            for (int round = 1; round <= rounds; round++) {
                for (Way way : Way.values()) {
                    progress.round(round, rounds, "relay, " + way);
                    RelayStart.Times times = relay.times(way);
                    add(seconds, STREAMING, way, times.ready());
                    add(seconds, FIRST_EVENT, way, times.event());
                }
            }
        }
        return report(new Data(
                rounds,
                seconds.entrySet().stream()
                        .map(one -> Duration.of(one.getKey(), one.getValue()))
                        .toList()));
    }

    private static void add(Map<String, Map<Way, List<Double>>> seconds, String what, Way way, double value) {
        seconds.computeIfAbsent(what, any -> new EnumMap<>(Way.class))
                .computeIfAbsent(way, any -> new ArrayList<>())
                .add(value);
    }

    private static Findings report(Data data) {
        Table table = new Table(
                "Starts, in seconds: %s rounds; median (lowest…highest)".formatted(data.rounds()),
                List.of("what", Way.WITHOUT.toString(), Way.WITH.toString(), "with / without"),
                data.durations().stream()
                        .map(one -> List.of(
                                one.what(),
                                one.without().text(1),
                                one.with().text(1),
                                one.ratio().text(2)))
                        .toList());
        List<String> groups = data.durations().stream().map(Duration::what).toList();
        Map<String, Spread> without = new LinkedHashMap<>();
        Map<String, Spread> with = new LinkedHashMap<>();
        data.durations().forEach(one -> {
            without.put(one.what(), one.without());
            with.put(one.what(), one.with());
        });
        Chart chart = new Chart.Bars(
                "start",
                "Time until a start is done",
                "s",
                groups,
                List.of(
                        new Chart.BarSeries(Way.WITHOUT.toString(), without),
                        new Chart.BarSeries(Way.WITH.toString(), with)));
        return new Findings("start", data, List.of(table), List.of(chart));
    }

    /** All figures. */
    record Data(int rounds, List<Duration> durations) {}

    /**
     * The durations of one kind of start, in seconds.
     *
     * @param ratio the ratio of the time with archives to the time without, round by round
     */
    record Duration(String what, Spread without, Spread with, Spread ratio) {

        static Duration of(String what, Map<Way, List<Double>> seconds) {
            List<Double> without = seconds.getOrDefault(Way.WITHOUT, List.of());
            List<Double> with = seconds.getOrDefault(Way.WITH, List.of());
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < with.size(); round++) {
                ratios.add(with.get(round) / without.get(round));
            }
            return new Duration(what, Spread.of(without), Spread.of(with), Spread.of(ratios));
        }
    }
}
