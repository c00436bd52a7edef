package com.everyoneslecture.benchmarks.append;

import com.everyoneslecture.benchmarks.report.Chart;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.report.Spread;
import com.everyoneslecture.benchmarks.report.Table;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** Measures the microseconds for an event through the append library and by plain JDBC. */
@Command(name = "append", header = "The cost of the append library, compared with a plain insert.")
public final class AppendBenchmark implements Benchmark {

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        Duration duration = Duration.ofSeconds(options.seconds(10, 2));
        Map<Way, List<Double>> micros = new EnumMap<>(Way.class);
        try (Servers servers = Servers.start();
                Appends appends =
                        new Appends(servers.as("category_app", Schema.CATEGORY).getConnection())) {
            for (Way way : Way.values()) {
                progress.step("warm-up: " + name(way));
                appends.microsPerEvent(way, duration);
            }
            for (int round = 1; round <= options.rounds(); round++) {
                for (Way way : Way.values()) {
                    progress.round(round, options.rounds(), name(way));
                    micros.computeIfAbsent(way, ignored -> new ArrayList<>())
                            .add(appends.microsPerEvent(way, duration));
                }
            }
        }
        return report(Data.of(duration.toSeconds(), options.rounds(), micros));
    }

    private static String name(Way way) {
        return way.text() + ", " + calls(way.events());
    }

    private static String calls(int events) {
        return events == 1 ? "1 event per call" : events + " events per call";
    }

    private static Findings report(Data data) {
        Table table = new Table(
                "Appends over one connection, without the commit: %s s each, %s rounds; median (lowest…highest)"
                        .formatted(data.seconds(), data.rounds()),
                List.of("append", "µs/event", "events/s", "× plain"),
                data.costs().stream()
                        .map(cost -> List.of(
                                name(cost.way()),
                                cost.microsPerEvent().text(1),
                                cost.eventsPerSecond().text(0),
                                cost.ratioToPlain().text(2)))
                        .toList());
        Chart chart = new Chart.Bars(
                "append",
                "Appends over one connection, without the commit",
                "µs/event",
                data.costs().stream()
                        .map(cost -> calls(cost.way().events()))
                        .distinct()
                        .toList(),
                List.of(
                        new Chart.BarSeries("plain JDBC", data.micros(Way.INSERT, Way.BATCH)),
                        new Chart.BarSeries("outbox-append", data.micros(Way.OUTBOX, Way.OUTBOX_LIST))));
        return new Findings("append", data, List.of(table), List.of(chart));
    }

    /** All figures; the costs are in the order of the ways. */
    record Data(long seconds, int rounds, List<Cost> costs) {

        static Data of(long seconds, int rounds, Map<Way, List<Double>> micros) {
            return new Data(
                    seconds,
                    rounds,
                    Arrays.stream(Way.values())
                            .map(way -> Cost.of(way, of(micros, way), of(micros, way.plain())))
                            .toList());
        }

        Map<String, Spread> micros(Way... ways) {
            return costs.stream()
                    .filter(cost -> List.of(ways).contains(cost.way()))
                    .collect(Collectors.toMap(cost -> calls(cost.way().events()), Cost::microsPerEvent));
        }

        private static List<Double> of(Map<Way, List<Double>> micros, Way way) {
            return micros.getOrDefault(way, List.of());
        }
    }

    /**
     * The cost of one way.
     *
     * @param microsPerEvent the time per event in the median call of each round
     * @param eventsPerSecond the events per second at that median
     * @param ratioToPlain the ratio of the microseconds to those of plain JDBC, round by round
     */
    record Cost(Way way, Spread microsPerEvent, Spread eventsPerSecond, Spread ratioToPlain) {

        static Cost of(Way way, List<Double> micros, List<Double> plain) {
            return new Cost(
                    way,
                    Spread.of(micros),
                    Spread.of(micros.stream().map(one -> 1e6 / one).toList()),
                    Spread.of(IntStream.range(0, micros.size())
                            .mapToObj(round -> micros.get(round) / plain.get(round))
                            .toList()));
        }
    }
}
