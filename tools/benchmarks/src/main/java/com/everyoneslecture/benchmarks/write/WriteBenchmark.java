package com.everyoneslecture.benchmarks.write;

import com.everyoneslecture.benchmarks.report.Chart;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.report.Spread;
import com.everyoneslecture.benchmarks.report.Table;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.servers.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** Measures category writes per second with the outbox row and without it. */
@Command(name = "write", header = "The cost of the outbox for a category write.")
public final class WriteBenchmark implements Benchmark {

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        Duration duration = Duration.ofSeconds(options.seconds(10, 2));
        Map<Kind, List<Load.Burst>> bursts = new EnumMap<>(Kind.class);
        List<Double> http = new ArrayList<>();
        try (Servers servers = Servers.start()) {
            Load load = new Load(servers, duration);
            progress.step("warm-up");
            load.run(Kind.CREATE_WITH_OUTBOX);
            for (int round = 1; round <= options.rounds(); round++) {
                for (Kind kind : Kind.values()) {
                    progress.round(
                            round,
                            options.rounds(),
                            kind.change() + (kind.outbox() ? " with the outbox" : " without the outbox"));
                    bursts.computeIfAbsent(kind, ignored -> new ArrayList<>()).add(load.run(kind));
                }
            }
            try (HttpLoad service = HttpLoad.start(servers)) {
                progress.step("warm-up of the category service");
                service.run(duration);
                for (int round = 1; round <= options.rounds(); round++) {
                    progress.round(round, options.rounds(), "create by HTTP, with the outbox");
                    http.add(service.run(duration));
                }
            }
        }
        return report(Data.of(duration.toSeconds(), options.rounds(), bursts, http));
    }

    static Findings report(Data data) {
        List<List<String>> rows = new ArrayList<>();
        for (Cost cost : data.costs()) {
            rows.add(List.of(
                    cost.change() + ", JDBC",
                    cost.withoutOutbox().text(0),
                    cost.withOutbox().text(0),
                    cost.lossPercent().text(1),
                    cost.walWithoutOutbox().text(0),
                    cost.walWithOutbox().text(0),
                    Long.toString(cost.difference())));
        }
        rows.add(List.of("create, HTTP", "–", data.http().text(0), "–", "–", "–", "–"));
        Table table = new Table(
                "Category writes: 4 connections, %s s each, %s rounds; median (lowest…highest)"
                        .formatted(data.seconds(), data.rounds()),
                List.of("write", "without/s", "with/s", "loss %", "WAL B without", "WAL B with", "events missing"),
                rows);
        List<String> changes = data.costs().stream().map(Cost::change).toList();
        Chart chart = new Chart.Bars(
                "write",
                "Category writes with and without the outbox row",
                "writes/s",
                changes,
                List.of(
                        new Chart.BarSeries("without", data.perChange(Cost::withoutOutbox)),
                        new Chart.BarSeries("with the outbox row", data.perChange(Cost::withOutbox))));
        List<String> missed = data.costs().stream()
                .filter(cost -> cost.difference() != 0)
                .map(cost -> cost.change() + ": " + cost.difference() + " events missing")
                .toList();
        return new Findings("write", data, List.of(table), List.of(chart), missed);
    }

    /**
     * All figures.
     *
     * @param http categories created per second through the service's API
     */
    record Data(long seconds, int rounds, List<Cost> costs, Spread http) {

        static Data of(long seconds, int rounds, Map<Kind, List<Load.Burst>> bursts, List<Double> http) {
            return new Data(
                    seconds,
                    rounds,
                    List.of(
                            Cost.of("create", burstsOf(bursts, Kind.CREATE), burstsOf(bursts, Kind.CREATE_WITH_OUTBOX)),
                            Cost.of(
                                    "rename",
                                    burstsOf(bursts, Kind.RENAME),
                                    burstsOf(bursts, Kind.RENAME_WITH_OUTBOX))),
                    Spread.of(http));
        }

        Map<String, Spread> perChange(Function<Cost, Spread> value) {
            return costs.stream().collect(Collectors.toMap(Cost::change, value));
        }

        private static List<Load.Burst> burstsOf(Map<Kind, List<Load.Burst>> bursts, Kind kind) {
            return bursts.getOrDefault(kind, List.of());
        }
    }

    /**
     * The cost of one kind of change, with the outbox row and without it.
     *
     * @param lossPercent the loss of writes per second, round by round
     * @param walWithOutbox the bytes of log for each write
     * @param difference the number of events that must be in the outbox, less the number that is
     */
    record Cost(
            String change,
            Spread withoutOutbox,
            Spread withOutbox,
            Spread lossPercent,
            Spread walWithoutOutbox,
            Spread walWithOutbox,
            long difference) {

        static Cost of(String change, List<Load.Burst> without, List<Load.Burst> with) {
            return new Cost(
                    change,
                    Spread.of(without.stream().map(Load.Burst::perSecond).toList()),
                    Spread.of(with.stream().map(Load.Burst::perSecond).toList()),
                    Spread.of(IntStream.range(0, with.size())
                            .mapToObj(round -> 100
                                    * (1
                                            - with.get(round).perSecond()
                                                    / without.get(round).perSecond()))
                            .toList()),
                    Spread.of(without.stream().map(Load.Burst::walBytes).toList()),
                    Spread.of(with.stream().map(Load.Burst::walBytes).toList()),
                    with.stream().mapToLong(Load.Burst::difference).sum()
                            + without.stream().mapToLong(Load.Burst::difference).sum());
        }
    }
}
