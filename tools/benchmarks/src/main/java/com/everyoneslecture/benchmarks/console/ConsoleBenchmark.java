package com.everyoneslecture.benchmarks.console;

import com.everyoneslecture.benchmarks.report.Chart;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.report.Spread;
import com.everyoneslecture.benchmarks.report.Table;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.servers.Background;
import com.everyoneslecture.benchmarks.system.WholeSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Measures the processor time of the whole system without an open page of the console, and with one. */
@Command(name = "console", header = "The processor time that an open page of the console costs.")
public final class ConsoleBenchmark implements Benchmark {

    private static final String ALL = "all";
    private static final List<Integer> WRITES_PER_SECOND = List.of(0, 100);

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        Duration sampleTime = Duration.ofSeconds(options.seconds(30, 5));
        Duration warmUp = Duration.ofSeconds(options.warmUp(300, 3));
        Duration settling = Duration.ofSeconds(options.quick() ? 1 : 10);
        progress.step("starting the whole system");
        try (WholeSystem system = WholeSystem.start(options.capture())) {
            progress.step("warm-up, with a page open");
            try (OpenPage page = OpenPage.of(system.console());
                    Background writes = SteadyWrites.start(system.categoryApp(), WRITES_PER_SECOND.get(1))) {
                TimeUnit.MILLISECONDS.sleep(warmUp.toMillis());
                page.requireEvents();
                writes.requireRunning();
            }
            List<Cost> costs = new ArrayList<>();
            for (int perSecond : WRITES_PER_SECOND) {
                try (Background writes = SteadyWrites.start(system.categoryApp(), perSecond)) {
                    costs.add(sample(system, perSecond, settling, sampleTime, options.rounds(), progress));
                    writes.requireRunning();
                }
            }
            return report(new Data(sampleTime.toSeconds(), options.rounds(), costs));
        }
    }

    private static Cost sample(
            WholeSystem system, int perSecond, Duration settling, Duration sampleTime, int rounds, Progress progress)
            throws Exception {
        Map<String, List<Double>> closed = new LinkedHashMap<>();
        Map<String, List<Double>> open = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            progress.round(round, rounds, perSecond + " writes/s, no page is open");
            sample(system, settling, sampleTime, closed);
            progress.round(round, rounds, perSecond + " writes/s, a page is open");
            try (OpenPage page = OpenPage.of(system.console())) {
                sample(system, settling, sampleTime, open);
                page.requireEvents();
            }
        }
        return Cost.of(perSecond, closed, open);
    }

    /** Adds each component's share of a core. */
    private static void sample(
            WholeSystem system, Duration settling, Duration sampleTime, Map<String, List<Double>> shares)
            throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(settling.toMillis());
        Map<String, Map<Long, Double>> before = system.cpuSeconds();
        long beganNanos = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(sampleTime.toMillis());
        Map<String, Map<Long, Double>> after = system.cpuSeconds();
        double passed = (System.nanoTime() - beganNanos) / 1e9;
        double all = 0;
        for (Map.Entry<String, Map<Long, Double>> component : after.entrySet()) {
            double share =
                    risen(before.getOrDefault(component.getKey(), Map.of()), component.getValue()) / passed * 100;
            shares.computeIfAbsent(component.getKey(), any -> new ArrayList<>()).add(share);
            all += share;
        }
        shares.computeIfAbsent(ALL, any -> new ArrayList<>()).add(all);
    }

    /** Returns the increase, without processes that have ended meanwhile, such as that of a closed pooled connection. */
    private static double risen(Map<Long, Double> before, Map<Long, Double> after) {
        return after.entrySet().stream()
                .mapToDouble(process -> process.getValue() - before.getOrDefault(process.getKey(), 0.0))
                .sum();
    }

    private static Findings report(Data data) {
        List<Table> tables = data.costs().stream()
                .map(cost -> new Table(
                        "%s writes/s, %% of a core: measured for %s s, %s rounds; median (lowest…highest)"
                                .formatted(cost.writesPerSecond(), data.seconds(), data.rounds()),
                        List.of("what", "no page is open", "a page is open", "difference"),
                        Stream.concat(cost.components().stream(), Stream.of(cost.all()))
                                .map(one -> List.of(
                                        one.name(),
                                        one.closed().text(2),
                                        one.open().text(2),
                                        one.difference().text(2)))
                                .toList()))
                .toList();
        return new Findings("console", data, tables, List.of(chart(data)));
    }

    private static Chart chart(Data data) {
        Map<String, Spread> closed = new LinkedHashMap<>();
        Map<String, Spread> open = new LinkedHashMap<>();
        for (Cost cost : data.costs()) {
            closed.put(cost.writesPerSecond() + " writes/s", cost.all().closed());
            open.put(cost.writesPerSecond() + " writes/s", cost.all().open());
        }
        return new Chart.Bars(
                "console",
                "Processor time of the whole system",
                "% of one core",
                List.copyOf(closed.keySet()),
                List.of(new Chart.BarSeries("no page is open", closed), new Chart.BarSeries("a page is open", open)));
    }

    /** All figures. */
    record Data(long seconds, int rounds, List<Cost> costs) {}

    /**
     * The costs at one rate of writes.
     *
     * @param all the sum of the components
     */
    record Cost(int writesPerSecond, List<Share> components, Share all) {

        static Cost of(int writesPerSecond, Map<String, List<Double>> closed, Map<String, List<Double>> open) {
            Map<String, Share> shares = new LinkedHashMap<>();
            open.forEach((name, each) -> shares.put(name, Share.of(name, closed.getOrDefault(name, List.of()), each)));
            Share all = shares.remove(ALL);
            return new Cost(writesPerSecond, List.copyOf(shares.values()), Objects.requireNonNull(all));
        }
    }

    /** A component's processor time, in percent of a core. */
    record Share(String name, Spread closed, Spread open, Spread difference) {

        static Share of(String name, List<Double> closed, List<Double> open) {
            return new Share(
                    name,
                    Spread.of(closed),
                    Spread.of(open),
                    Spread.of(IntStream.range(0, open.size())
                            .mapToObj(round -> open.get(round) - closed.get(round))
                            .toList()));
        }
    }
}
