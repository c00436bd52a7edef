package com.everyoneslecture.benchmarks.idle;

import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.contender.Projector;
import com.everyoneslecture.benchmarks.contender.Running;
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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;

/** Processor time of processes that have nothing to do, and log that is kept for them. */
@Command(name = "idle", header = "What is used while there is nothing to do.")
public final class IdleBenchmark implements Benchmark {

    private static final String SLOT = "idle";
    private static final String TOPIC = "categoryChanged-idle";
    private static final double MIB = 1 << 20;

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        Duration look = Duration.ofSeconds(options.seconds(30, 5));
        Duration settling = Duration.ofSeconds(options.quick() ? 5 : 10);
        try (Servers servers = Servers.start(Schema.LECTURE)) {
            servers.createTopic(TOPIC, 6);
            servers.execute("select pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
            try (Running relay = Contenders.RELAY.start(servers, SLOT, TOPIC);
                    JavaProcess projector = Projector.start(servers, "CGR-lecture-" + TOPIC, TOPIC)) {
                progress.step("relay and projector start and settle");
                awaitRelay(servers, relay);
                TimeUnit.MILLISECONDS.sleep(settling.toMillis());
                return report(look(servers, relay, projector, look, options.rounds(), progress));
            }
        }
    }

    private static Data look(
            Servers servers, Running relay, JavaProcess projector, Duration look, int rounds, Progress progress)
            throws Exception {
        List<Double> relayShares = new ArrayList<>();
        List<Double> projectorShares = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            progress.round(round, rounds, "nothing to do");
            Usage before = projector.usage();
            relayShares.add(percent(relay::usage, look));
            // Both were idle at the same time.
            projectorShares.add(percent(before, projector.usage(), look));
        }
        List<Double> busyShares = new ArrayList<>();
        List<Retained> retained = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            progress.round(round, rounds, "a busy neighbour");
            try (Background neighbour = Neighbour.start(servers)) {
                Usage before = relay.usage();
                retained.add(Retained.watch(servers, SLOT, look));
                busyShares.add(percent(before, relay.usage(), look));
                neighbour.requireRunning();
            }
            relay.requireAlive();
        }
        return new Data(
                look.toSeconds(),
                rounds,
                Spread.of(relayShares),
                Spread.of(projectorShares),
                Spread.of(busyShares),
                retained);
    }

    /** Of one core. */
    private static double percent(Supplier<Usage> usage, Duration look) throws InterruptedException {
        Usage before = usage.get();
        TimeUnit.NANOSECONDS.sleep(look.toNanos());
        return percent(before, usage.get(), look);
    }

    private static double percent(Usage before, Usage after, Duration look) {
        return after.since(before).cpuSeconds() / look.toMillis() * 1_000 * 100;
    }

    /** It has its slot when it holds it. */
    private static void awaitRelay(Servers servers, Running relay) throws Exception {
        try (Connection connection = servers.admin(Schema.CATEGORY).getConnection();
                PreparedStatement active =
                        connection.prepareStatement("select active from pg_replication_slots where slot_name = ?")) {
            active.setString(1, SLOT);
            for (boolean holds = false; !holds; ) {
                relay.requireAlive();
                TimeUnit.MILLISECONDS.sleep(100);
                try (ResultSet row = active.executeQuery()) {
                    holds = row.next() && row.getBoolean(1);
                }
            }
        }
    }

    private static Findings report(Data data) {
        Table table = new Table(
                "Nothing to do: looks of %d s, %d rounds; median (lowest…highest)"
                        .formatted(data.seconds(), data.rounds()),
                List.of("what", "value"),
                List.of(
                        List.of("relay, % of a core", data.relayPercent().text(2)),
                        List.of(
                                "projector, % of a core",
                                data.projectorPercent().text(2)),
                        List.of(
                                "relay beside a busy table, % of a core",
                                data.relayBesideNeighbourPercent().text(2)),
                        List.of("log that the busy table wrote, MiB", mib(data, Retained::writtenBytes)),
                        List.of("most of it unacknowledged, MiB", mib(data, Retained::maximumUnconfirmedBytes)),
                        List.of("most of it kept for the slot, MiB", mib(data, Retained::maximumRetainedBytes))));
        return new Findings("idle", data, List.of(table), charts(data));
    }

    private static List<Chart> charts(Data data) {
        String idle = "idle";
        String busy = "beside a busy table";
        Chart bars = new Chart.Bars(
                "idle",
                "Processor time with nothing to do",
                "% of one core",
                List.of(idle, busy),
                List.of(
                        new Chart.BarSeries(
                                "relay", Map.of(idle, data.relayPercent(), busy, data.relayBesideNeighbourPercent())),
                        new Chart.BarSeries("projector", Map.of(idle, data.projectorPercent()))));
        List<Retained.Sample> samples = data.retained().get(0).samples();
        List<Double> across = samples.stream().map(Retained.Sample::seconds).toList();
        Chart lines = new Chart.Lines(
                "idle-wal",
                "Log kept for the relay's slot while another table is busy",
                "s",
                "MiB",
                false,
                List.of(
                        new Chart.LineSeries(
                                "unacknowledged",
                                across,
                                samples.stream()
                                        .map(sample -> sample.unconfirmedBytes() / MIB)
                                        .toList()),
                        new Chart.LineSeries(
                                "kept",
                                across,
                                samples.stream()
                                        .map(sample -> sample.retainedBytes() / MIB)
                                        .toList())));
        return List.of(bars, lines);
    }

    private static String mib(Data data, ToLongFunction<Retained> bytes) {
        return Spread.of(data.retained().stream()
                        .map(one -> bytes.applyAsLong(one) / MIB)
                        .toList())
                .text(1);
    }

    /** Every figure. */
    record Data(
            long seconds,
            int rounds,
            Spread relayPercent,
            Spread projectorPercent,
            Spread relayBesideNeighbourPercent,
            List<Retained> retained) {}
}
