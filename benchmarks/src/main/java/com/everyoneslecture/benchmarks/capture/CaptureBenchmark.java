package com.everyoneslecture.benchmarks.capture;

import com.everyoneslecture.benchmarks.contender.Contender;
import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.servers.Servers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Throughput from a slot that was made before the load was written, and what a kill in the middle does. */
@Command(
        name = CaptureBenchmark.NAME,
        header = "Events per second from the database to Kafka, relay and peers side by side.",
        description = {
            "",
            "A slot is made, the load is written, and each contender drains a copy of the slot",
            "into a topic of its own, as a process of its own; they take turns. The limit is a",
            "bare reader with a transactional producer. Then each is killed in the middle once,",
            "and what was doubled or lost is counted.",
            ""
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "One million events, or as many as make 2 GiB of payload; --quick: 20,000.",
            "",
            "  outbox bench capture --peers --payload 150 --per-transaction 1"
        })
public final class CaptureBenchmark implements Benchmark {

    static final String NAME = "capture";

    private static final int MOST_PAYLOAD_BYTES = 524_288;

    @Option(
            names = "--per-transaction",
            split = ",",
            paramLabel = "N",
            description = "Events in one database transaction: 1,100 by default.")
    private List<Integer> perTransaction = List.of(1, 100);

    @Option(
            names = "--payload",
            split = ",",
            paramLabel = "BYTES",
            description = "Bytes of each payload: 150,1024,10240 by default.")
    private List<Integer> payloadBytes = List.of(150, 1024, 10_240);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        validate();
        List<Contender> contenders = Contenders.all(options.peers(), progress);
        List<LoadFigures> loads = new ArrayList<>();
        List<Killed> killed = new ArrayList<>();
        progress.step("starting PostgreSQL and Kafka");
        try (Servers servers = Servers.start()) {
            for (Load load : loads(options.events(1_000_000, 20_000))) {
                Turns turns = new Turns(servers, load, contenders, progress);
                turns.prepare();
                loads.add(turns.measure(options.rounds()));
                if (killed.isEmpty()) {
                    killed.addAll(turns.kill());
                }
                turns.finish();
            }
        }
        return new CaptureReport(
                        new CaptureFigures(options.rounds(), loads, killed),
                        contenders.stream().map(Contender::name).toList())
                .findings();
    }

    private void validate() {
        for (int one : perTransaction) {
            require(one > 0, "--per-transaction must be at least 1, but is " + one);
        }
        for (int one : payloadBytes) {
            require(
                    one >= Load.LEAST_PAYLOAD_BYTES && one <= MOST_PAYLOAD_BYTES,
                    "--payload must be from %d to %d bytes, but is %d"
                            .formatted(Load.LEAST_PAYLOAD_BYTES, MOST_PAYLOAD_BYTES, one));
        }
    }

    private void require(boolean fine, String otherwise) {
        if (!fine) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private List<Load> loads(int events) {
        List<Load> loads = new ArrayList<>();
        for (int bytes : payloadBytes) {
            for (int number : perTransaction) {
                loads.add(Load.of(events, number, bytes));
            }
        }
        return loads;
    }

    /** All contenders, one load. */
    private record Turns(Servers servers, Load load, List<Contender> contenders, Progress progress) {

        private static final String SLOT = "load";

        void prepare() throws SQLException {
            progress.step("writing %,d events: %s".formatted(load.events(), load.text()));
            servers.execute("select pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
            load.write(servers);
        }

        /** Who is first changes with each round: what the machine does meanwhile hits all. */
        LoadFigures measure(int rounds) throws IOException, InterruptedException, SQLException {
            Map<String, List<Drained>> drained = new LinkedHashMap<>();
            List<Contender> order = new ArrayList<>(contenders);
            for (int round = 1; round <= rounds; round++) {
                for (Contender contender : order) {
                    progress.round(round, rounds, load.text() + ", " + contender.name());
                    Drained one = drain(contender, "round" + round).run();
                    progress.step("  %,.0f events/s".formatted(one.eventsPerSecond()));
                    drained.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                            .add(one);
                }
                Collections.rotate(order, -1);
            }
            return new LoadFigures(
                    load,
                    contenders.stream()
                            .map(contender -> ContenderFigures.of(contender.name(), drained))
                            .toList());
        }

        List<Killed> kill() throws IOException, InterruptedException, SQLException {
            List<Killed> killed = new ArrayList<>();
            for (Contender contender : contenders) {
                if (!contender.equals(Contenders.LIMIT)) {
                    progress.step("kill -9 in the middle: " + contender.name());
                    killed.add(drain(contender, "killed").runKilled());
                }
            }
            return killed;
        }

        void finish() throws SQLException {
            servers.execute("select pg_drop_replication_slot('" + SLOT + "')");
            servers.execute("truncate outbox");
            servers.execute("checkpoint");
        }

        private Drain drain(Contender contender, String when) {
            String name = contender.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_") + "_" + when;
            return new Drain(servers, load, SLOT, contender, name);
        }
    }
}
