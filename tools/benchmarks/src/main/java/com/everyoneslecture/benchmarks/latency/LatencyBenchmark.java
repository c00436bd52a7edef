package com.everyoneslecture.benchmarks.latency;

import com.everyoneslecture.benchmarks.contender.Contenders;
import com.everyoneslecture.benchmarks.contender.Selection;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.run.OptionsException;
import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the latencies of commit → record → row at several rates. The writers and the consumer share the machine with the measured programs. */
@Command(name = "latency", header = "From commit to record to read model, at several rates, open loop.")
public final class LatencyBenchmark implements Benchmark {

    @Option(
            names = "--rates",
            split = ",",
            paramLabel = "N",
            description = "Events per second, several with commas: 100,500,2000,10000 by default.")
    private @Nullable List<Integer> rates;

    private final Selection selection;
    private final boolean withProjector;
    private int trials;

    public LatencyBenchmark() {
        this(Contenders::of, true);
    }

    private LatencyBenchmark(Selection selection, boolean withProjector) {
        this.selection = selection;
        this.withProjector = withProjector;
    }

    /** Returns a benchmark of other contenders at one rate, up to the record only. */
    public static LatencyBenchmark ofRecords(Selection selection, int eventsPerSecond) {
        LatencyBenchmark benchmark = new LatencyBenchmark(selection, false);
        benchmark.rates = List.of(eventsPerSecond);
        return benchmark;
    }

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        validate();
        List<Integer> perSecond =
                rates != null ? rates : options.quick() ? List.of(100, 500) : List.of(100, 500, 2_000, 10_000);
        int measured = options.seconds(30, 5);
        int warmUp = options.warmUp(15, 5);
        List<Measured> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        List<Entrant> entrants = Entrant.of(selection.of(options, List.of(), progress)).stream()
                .filter(entrant -> withProjector || !entrant.projected())
                .toList();
        try (Servers servers = Servers.start(Schema.LECTURE)) {
            for (int rate : perSecond) {
                found.addAll(compare(servers, entrants, options, rate, warmUp, measured, failures, progress));
            }
        }
        return LatencyReport.of(new LatencyReport.Data(measured, warmUp, options.rounds(), found, failures), entrants);
    }

    private void validate() {
        for (int rate : rates == null ? List.<Integer>of() : rates) {
            OptionsException.require(rate > 0, "--rates must be at least 1, but is " + rate);
        }
    }

    private List<Measured> compare(
            Servers servers,
            List<Entrant> entrants,
            BenchmarkOptions options,
            int rate,
            int warmUp,
            int measured,
            List<Failure> failures,
            Progress progress)
            throws Exception {
        Map<Entrant, List<Observed>> found = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (Entrant entrant : entrants) {
                progress.round(
                        round, options.rounds(), String.format(Locale.ROOT, "%s, %,d events/s", entrant.name(), rate));
                Trial trial = new Trial(servers, entrant, ++trials);
                try {
                    found.computeIfAbsent(entrant, ignored -> new ArrayList<>()).add(trial.run(rate, warmUp, measured));
                } catch (IllegalStateException | TimeoutException e) {
                    // The figures of the others must not be lost because of this failure.
                    progress.step(entrant.name() + " is left out of this round: " + e.getMessage());
                    failures.add(new Failure(entrant.name(), rate, round, String.valueOf(e.getMessage())));
                }
            }
        }
        int perTransaction = Schedule.of(0, rate, 0, 1, 0).perTransaction();
        return found.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(each -> Measured.of(
                        each.getKey().name(),
                        rate,
                        perTransaction,
                        each.getKey().projected(),
                        each.getValue()))
                .toList();
    }
}
