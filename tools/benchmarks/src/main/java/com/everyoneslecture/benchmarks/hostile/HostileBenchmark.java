package com.everyoneslecture.benchmarks.hostile;

import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.report.Table;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.run.OptionsException;
import com.everyoneslecture.benchmarks.system.WholeSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures honest clients of the whole system, first alone, then beside hostile ones. The services must survive, no honest request may
 * fail, and the 99th percentiles may rise to three times those of the quiet phase.
 */
@Command(name = "hostile", header = "Honest and hostile clients: no process may die, p99 may rise to 3 times.")
public final class HostileBenchmark implements Benchmark {

    private static final int USUAL_MINUTES = 30;

    /** The quiet phase takes this part of the time. */
    private static final int QUIET_PART = 5;

    private static final double MOST_RISE = 3;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Minutes of both phases, of which the quiet one takes a fifth; 30 by default.")
    private @Nullable Integer minutes;

    @Override
    public Findings run(BenchmarkOptions options, Progress progress) throws Exception {
        OptionsException.require(minutes == null || minutes > 0, "--minutes must be at least 1, but is " + minutes);
        int seconds = options.seconds(60 * Objects.requireNonNullElse(minutes, USUAL_MINUTES), 30);
        Duration quiet = Duration.ofSeconds(Math.max(1, seconds / QUIET_PART));
        Duration hostile = Duration.ofSeconds(seconds).minus(quiet);
        progress.step("starting the whole system, with 256 MiB of heap for each service");
        try (WholeSystem system = WholeSystem.start(options.capture());
                HonestLoad honest = HonestLoad.start(system)) {
            Tally tally = new Tally();
            progress.step("warm-up, with hostile clients");
            try (HostileClients warming = HostileClients.start(system, tally)) {
                TimeUnit.SECONDS.sleep(options.warmUp(60, 5));
                warming.requireRunning();
            }
            Map<String, String> processes = system.processes();
            TimeUnit.SECONDS.sleep(options.quick() ? 1 : 15);
            progress.step("honest clients alone, for " + quiet.toSeconds() + " s");
            Phase alone = honest.measure(quiet);
            tally.reset();
            progress.step("honest and hostile clients, for " + hostile.toSeconds() + " s");
            Phase beside;
            try (HostileClients clients = HostileClients.start(system, tally)) {
                beside = honest.measure(hostile);
                clients.requireRunning();
            }
            return report(
                    options.quick(),
                    new Data(
                            quiet.toSeconds(),
                            hostile.toSeconds(),
                            alone,
                            beside,
                            tally.text(),
                            changed(processes, system.processes()),
                            honest.missingOrDoubled(),
                            honest.failures()));
        }
    }

    private static Map<String, String> changed(Map<String, String> before, Map<String, String> after) {
        Map<String, String> changed = new TreeMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        return changed;
    }

    private static Findings report(boolean isQuick, Data data) {
        List<List<String>> honest = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        for (int kind = 0; kind < data.alone().kinds().size(); kind++) {
            Phase.Kind alone = data.alone().kinds().get(kind);
            Phase.Kind beside = data.beside().kinds().get(kind);
            double rise = beside.p99Millis() / alone.p99Millis();
            honest.add(List.of(
                    alone.name(),
                    millis(alone.p50Millis()),
                    millis(beside.p50Millis()),
                    millis(alone.p99Millis()),
                    millis(beside.p99Millis()),
                    String.format(Locale.ROOT, "%.1f", rise),
                    millis(beside.maximumMillis()),
                    Long.toString(beside.count()),
                    Integer.toString(alone.failures() + beside.failures())));
            if (!isQuick && !(rise <= MOST_RISE)) {
                missed.add(String.format(
                        Locale.ROOT,
                        "%s: p99 rose to %.1f times that of the quiet phase; allowed are %.0f",
                        alone.name(),
                        rise,
                        MOST_RISE));
            }
            if (alone.failures() + beside.failures() > 0) {
                missed.add(alone.name() + ": some failed; the last failures were " + data.failures());
            }
        }
        data.changedProcesses().forEach((name, now) -> missed.add(name + " ended, and is " + now + " now"));
        if (data.missingOrDoubled() > 0) {
            missed.add(data.missingOrDoubled() + " events have not exactly one record");
        }
        List<Table> tables = List.of(
                new Table(
                        "Honest clients alone for %s s, then beside hostile ones for %s s; ms"
                                .formatted(data.quietSeconds(), data.hostileSeconds()),
                        List.of("what", "p50", "beside", "p99", "beside", "times", "maximum", "count", "failed"),
                        honest),
                new Table(
                        "Hostile clients, and how they were answered",
                        List.of("what", "answers"),
                        data.answers().entrySet().stream()
                                .map(each -> List.of(each.getKey(), each.getValue()))
                                .toList()));
        return new Findings("hostile", data, tables, List.of(), missed);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }

    /**
     * All figures.
     *
     * @param answers the answers by kind of hostile client
     * @param changedProcesses the processes that were replaced during the run, by component
     * @param missingOrDoubled the number of events of the honest load that do not have exactly one record
     * @param failures the last failure of each kind of honest request
     */
    record Data(
            long quietSeconds,
            long hostileSeconds,
            Phase alone,
            Phase beside,
            Map<String, String> answers,
            Map<String, String> changedProcesses,
            int missingOrDoubled,
            List<String> failures) {}
}
