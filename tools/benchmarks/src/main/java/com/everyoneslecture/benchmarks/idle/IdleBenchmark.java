package com.everyoneslecture.benchmarks.idle;

import com.everyoneslecture.benchmarks.contender.Contender;
import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.contender.Projector;
import com.everyoneslecture.benchmarks.report.Chart;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.report.Spread;
import com.everyoneslecture.benchmarks.report.Table;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.servers.Background;
import com.everyoneslecture.benchmarks.servers.JavaProcess;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.benchmarks.servers.Usage;
import com.everyoneslecture.db.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;

/**
 * Measures the processor time of idle processes, and the log that is retained for them. One relay runs through all rounds. Several relays
 * take turns of one round each, and each starts again with its own slot.
 */
@Command(
        name = "idle",
        header = "Processor time and retained log while no events are written.",
        description = {
            "",
            "Processor time of relay and projector while idle, then of the relay while another",
            "table is busy. With --capture debezium,wal the two take turns, and the relay starts",
            "again for each turn.",
            ""
        },
        optionListHeading = "%nOptions:%n")
public final class IdleBenchmark implements Benchmark {

    private static final String TOPIC = "categoryChanged-idle";
    private static final double MIB = 1 << 20;

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        Duration sampleTime = Duration.ofSeconds(options.seconds(30, 5));
        Duration settling = Duration.ofSeconds(options.quick() ? 5 : 10);
        List<Contender> relays = Contenders.relays(options);
        boolean turns = relays.size() > 1;
        Map<Contender, Samples> samples = new LinkedHashMap<>();
        List<Double> projectorShares = new ArrayList<>();
        try (Servers servers = Servers.start(Schema.LECTURE)) {
            servers.createTopic(TOPIC, 6);
            try (JavaProcess projector = Projector.start(servers, "CGR-lecture-" + TOPIC, TOPIC)) {
                for (int turn = 1; turn <= (turns ? options.rounds() : 1); turn++) {
                    for (Contender relay : relays) {
                        Samples its = samples.computeIfAbsent(relay, ignored -> new Samples());
                        String slot = "idle_" + turn + "_" + (relays.indexOf(relay) + 1);
                        try (Turn one = Turn.begin(servers, relay, slot, TOPIC)) {
                            progress.step(relay.name() + " and projector settle");
                            TimeUnit.MILLISECONDS.sleep(settling.toMillis());
                            int rounds = turns ? 1 : options.rounds();
                            sample(one, its, projectorShares, projector, sampleTime, rounds, progress);
                        }
                    }
                }
            }
        }
        return report(new Data(
                sampleTime.toSeconds(),
                options.rounds(),
                Spread.of(projectorShares),
                samples.entrySet().stream()
                        .map(one -> one.getValue().figures(one.getKey().name()))
                        .toList()));
    }

    private static void sample(
            Turn turn,
            Samples samples,
            List<Double> projectorShares,
            JavaProcess projector,
            Duration sampleTime,
            int rounds,
            Progress progress)
            throws Exception {
        for (int round = 1; round <= rounds; round++) {
            progress.round(round, rounds, "nothing to do");
            Usage before = projector.usage();
            samples.idle.add(percent(turn.relay()::usage, sampleTime));
            // Both were idle at the same time.
            projectorShares.add(percent(before, projector.usage(), sampleTime));
        }
        for (int round = 1; round <= rounds; round++) {
            progress.round(round, rounds, "a busy neighbour");
            try (Background neighbour = Neighbour.start(turn.servers())) {
                Usage before = turn.relay().usage();
                samples.retained.add(Retained.watch(turn.servers(), turn.slot(), sampleTime));
                samples.besideNeighbour.add(percent(before, turn.relay().usage(), sampleTime));
                neighbour.requireRunning();
            }
            turn.relay().requireAlive();
        }
    }

    /** Returns the percentage of one core. */
    private static double percent(Supplier<Usage> usage, Duration sampleTime) throws InterruptedException {
        Usage before = usage.get();
        TimeUnit.NANOSECONDS.sleep(sampleTime.toNanos());
        return percent(before, usage.get(), sampleTime);
    }

    private static double percent(Usage before, Usage after, Duration sampleTime) {
        return after.since(before).cpuSeconds() / sampleTime.toMillis() * 1_000 * 100;
    }

    private static Findings report(Data data) {
        List<List<String>> rows = new ArrayList<>();
        for (RelayFigures relay : data.relays()) {
            rows.add(List.of(relay.name() + ", % of a core", relay.idlePercent().text(2)));
            rows.add(List.of(
                    relay.name() + " beside a busy table, % of a core",
                    relay.besideNeighbourPercent().text(2)));
            rows.add(
                    List.of(relay.name() + ": log that the busy table wrote, MiB", mib(relay, Retained::writtenBytes)));
            rows.add(List.of(
                    relay.name() + ": most of it unacknowledged, MiB", mib(relay, Retained::maximumUnconfirmedBytes)));
            rows.add(List.of(
                    relay.name() + ": most of it kept for the slot, MiB", mib(relay, Retained::maximumRetainedBytes)));
        }
        rows.add(List.of("projector, % of a core", data.projectorPercent().text(2)));
        Table table = new Table(
                "Nothing to do: measured for %s s, %s rounds; median (lowest…highest)"
                        .formatted(data.seconds(), data.rounds()),
                List.of("what", "value"),
                rows);
        return new Findings("idle", data, List.of(table), charts(data));
    }

    private static List<Chart> charts(Data data) {
        String idle = "idle";
        String busy = "beside a busy table";
        List<Chart.BarSeries> bars = new ArrayList<>();
        List<Chart.LineSeries> lines = new ArrayList<>();
        for (RelayFigures relay : data.relays()) {
            bars.add(new Chart.BarSeries(
                    relay.name(), Map.of(idle, relay.idlePercent(), busy, relay.besideNeighbourPercent())));
            List<Retained.Sample> samples = relay.retained().get(0).samples();
            lines.add(line(relay.name() + ": unacknowledged", samples, Retained.Sample::unconfirmedBytes));
            lines.add(line(relay.name() + ": kept", samples, Retained.Sample::retainedBytes));
        }
        bars.add(new Chart.BarSeries("projector", Map.of(idle, data.projectorPercent())));
        return List.of(
                new Chart.Bars("idle", "Processor time with nothing to do", "% of one core", List.of(idle, busy), bars),
                new Chart.Lines(
                        "idle-wal",
                        "Log kept for the relay's slot while another table is busy",
                        "s",
                        "MiB",
                        false,
                        lines));
    }

    private static Chart.LineSeries line(
            String name, List<Retained.Sample> samples, ToLongFunction<Retained.Sample> bytes) {
        return new Chart.LineSeries(
                name,
                samples.stream().map(Retained.Sample::seconds).toList(),
                samples.stream().map(sample -> bytes.applyAsLong(sample) / MIB).toList());
    }

    private static String mib(RelayFigures relay, ToLongFunction<Retained> bytes) {
        return Spread.of(relay.retained().stream()
                        .map(one -> bytes.applyAsLong(one) / MIB)
                        .toList())
                .text(1);
    }

    /** The readings of one relay, over its turns. */
    private static final class Samples {
        private final List<Double> idle = new ArrayList<>();
        private final List<Double> besideNeighbour = new ArrayList<>();
        private final List<Retained> retained = new ArrayList<>();

        RelayFigures figures(String name) {
            return new RelayFigures(name, Spread.of(idle), Spread.of(besideNeighbour), List.copyOf(retained));
        }
    }

    /** All figures. */
    record Data(long seconds, int rounds, Spread projectorPercent, List<RelayFigures> relays) {}

    /** The figures of one relay. */
    record RelayFigures(String name, Spread idlePercent, Spread besideNeighbourPercent, List<Retained> retained) {}
}
