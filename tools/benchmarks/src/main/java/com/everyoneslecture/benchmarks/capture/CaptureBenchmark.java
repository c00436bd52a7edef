package com.everyoneslecture.benchmarks.capture;

import com.everyoneslecture.benchmarks.contender.Contender;
import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.contender.Selection;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.run.OptionsException;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.localstack.stack.Capture;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the throughput from a slot that was created before the load was written, and the effect of a kill in the middle. */
@Command(
        name = CaptureBenchmark.NAME,
        header = "Events per second from the database to Kafka, relay and peers side by side.",
        description = {
            "",
            "Creates the slots, then writes the load. Each contender is a separate process that",
            "drains its own slot into its own topic; they take turns. The limit is a bare reader",
            "with a transactional producer; in its second turn it writes the same records as the",
            "relay, with headers and a ledger. The relay takes part twice: with Debezium's",
            "connector, relay (debezium), and with its own reader, relay (wal); --capture selects",
            "one. Then each contender is killed once in the middle of a drain, and doubled and",
            "lost events are counted.",
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

    private final Selection selection;

    public CaptureBenchmark() {
        this(Contenders::of);
    }

    private CaptureBenchmark(Selection selection) {
        this.selection = selection;
    }

    /** Returns a benchmark of other contenders, with the smallest payload only. */
    public static CaptureBenchmark ofSmallPayloads(Selection selection) {
        CaptureBenchmark benchmark = new CaptureBenchmark(selection);
        benchmark.payloadBytes = List.of(Load.LEAST_PAYLOAD_BYTES);
        return benchmark;
    }

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        validate();
        List<Contender> contenders = selection.of(options, List.of(Capture.DEBEZIUM, Capture.WAL), progress);
        List<LoadFigures> loads = new ArrayList<>();
        List<Killed> killed = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        progress.step("starting PostgreSQL and Kafka");
        try (Servers servers = Servers.start()) {
            for (Load load : loads(options.events(1_000_000, 20_000))) {
                Turns turns =
                        new Turns(servers, load, contenders, options.rounds(), killed.isEmpty(), failures, progress);
                turns.prepare();
                loads.add(turns.measure());
                if (killed.isEmpty()) {
                    killed.addAll(turns.kill());
                }
                turns.finish();
            }
        }
        return new CaptureReport(new CaptureFigures(options.rounds(), loads, killed, failures), contenders).findings();
    }

    private void validate() {
        for (int one : perTransaction) {
            OptionsException.require(one > 0, "--per-transaction must be at least 1, but is " + one);
        }
        for (int one : payloadBytes) {
            OptionsException.require(
                    one >= Load.LEAST_PAYLOAD_BYTES && one <= MOST_PAYLOAD_BYTES,
                    "--payload must be from %s to %s bytes, but is %s"
                            .formatted(Load.LEAST_PAYLOAD_BYTES, MOST_PAYLOAD_BYTES, one));
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
}
