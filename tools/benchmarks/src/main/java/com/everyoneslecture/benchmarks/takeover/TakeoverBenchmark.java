package com.everyoneslecture.benchmarks.takeover;

import com.everyoneslecture.benchmarks.latency.OutboxInsert;
import com.everyoneslecture.benchmarks.latency.RecordWatch;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.run.OptionsException;
import com.everyoneslecture.benchmarks.servers.Background;
import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.stack.Capture;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Two relays on one slot, with repeated faults of the one that streams while events are committed. */
@Command(name = "takeover", header = "The delay of events when the streaming relay fails and a standby takes over.")
public final class TakeoverBenchmark implements Benchmark {

    private static final String TOPIC = "categoryChanged";
    private static final int PARTITIONS = 6;

    /** The time for the standby to finish its work, and for the confirmation of the slot. */
    private static final long REST_SECONDS = 2;

    @Option(names = "--rate", paramLabel = "N", description = "Events per second; 500 by default.")
    private int rate = 500;

    @Option(
            names = "--kinds",
            paramLabel = "a,b,…",
            split = ",",
            converter = KindConverter.class,
            description = "Faults of the relay: kill, stop, freeze, cut-database, cut-kafka, cut-both, "
                    + "pause; all by default. A round has each once.")
    private List<Kind> kinds = List.of(Kind.values());

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        OptionsException.require(rate > 0, "--rate must be at least 1, but is " + rate);
        List<Optional<Capture>> captures = options.captures().isEmpty()
                ? List.of(Optional.empty())
                : options.captures().stream().map(Optional::of).toList();
        List<TakeoverFigures> figures = new ArrayList<>();
        for (Optional<Capture> capture : captures) {
            progress.step(
                    "starting two relays" + capture.map(one -> " (" + one + ")").orElse(""));
            try (TwoRelays relays = TwoRelays.start(capture)) {
                figures.add(measure(relays, capture, options.rounds(), progress));
            }
        }
        return TakeoverReport.of(new TakeoverReport.Data(rate, options.rounds(), figures));
    }

    private TakeoverFigures measure(TwoRelays relays, Optional<Capture> capture, int rounds, Progress progress)
            throws Exception {
        Events events = new Events();
        Map<Kind, List<Double>> seconds = new EnumMap<>(Kind.class);
        int unasked = 0;
        RecordWatch records = new RecordWatch(relays.bootstrapServers(), TOPIC, PARTITIONS, events::arrived);
        try (Background writes = Background.start(wanted -> write(relays, events, wanted))) {
            for (int round = 1; round <= rounds; round++) {
                for (Kind kind : kinds) {
                    progress.round(round, rounds, kind.toString());
                    LocalServer before = relays.awaitPair();
                    TimeUnit.SECONDS.sleep(REST_SECONDS);
                    writes.requireRunning();
                    seconds.computeIfAbsent(kind, any -> new ArrayList<>()).add(seconds(relays, before, kind, events));
                    boolean taken = !relays.awaitPair().equals(before);
                    unasked += taken && !kind.endsTheStream() ? 1 : 0;
                }
            }
        }
        try {
            events.awaitAll();
        } finally {
            records.close();
        }
        return new TakeoverFigures(
                capture.map(Capture::toString).orElse("default"),
                seconds,
                unasked,
                events.next(),
                events.missing(),
                events.doubled());
    }

    /**
     * Injects the fault and returns the longest time without a record, until an event arrives that was committed after it. Then it ends the fault.
     */
    private static double seconds(TwoRelays relays, LocalServer relay, Kind kind, Events events)
            throws InterruptedException, TimeoutException {
        Ways ways = relays.ways(relay);
        events.forgetSilence();
        kind.begin(relay, ways);
        try {
            return events.awaitEndOfSilence() / 1e9;
        } finally {
            kind.end(relay, ways);
        }
    }

    private void write(TwoRelays relays, Events events, BooleanSupplier wanted) throws SQLException {
        try (Connection connection = relays.connect();
                OutboxInsert insert = new OutboxInsert(connection)) {
            long dueNanos = System.nanoTime();
            while (wanted.getAsBoolean()) {
                int event = events.next();
                insert.add(event);
                insert.commit();
                events.committed(event);
                dueNanos += TimeUnit.SECONDS.toNanos(1) / rate;
                LockSupport.parkNanos(dueNanos - System.nanoTime());
            }
        }
    }
}
