package com.everyoneslecture.benchmarks;

import com.everyoneslecture.benchmarks.report.Chart;
import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.FindingsFile;
import com.everyoneslecture.benchmarks.report.Machine;
import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.benchmarks.run.OptionsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Runs benchmarks one after the other, and reports the results so far after each. A benchmark that fails after an hour does not affect the
 * results of the others.
 */
@Command(sortOptions = false)
final class BenchmarkCommand implements Callable<Integer> {

    private static final String COLD =
            "--quick: the figures above are those of a cold JVM, of few events and of one round."
                    + " They show that the benchmark works; do not compare them.";

    private final List<Benchmark> benchmarks;
    private final List<Findings> found = new ArrayList<>();

    @Mixin
    private BenchmarkOptions options = new BenchmarkOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    BenchmarkCommand(List<Benchmark> benchmarks) {
        this.benchmarks = benchmarks;
    }

    @Override
    public Integer call() throws Exception {
        options.validate(spec);
        Machine machine = Machine.here();
        Instant began = Instant.now();
        Progress progress = new Progress(spec.commandLine().getErr());
        spec.commandLine().getOut().println(machine.text() + "\n");
        int failures = 0;
        for (Benchmark benchmark : benchmarks) {
            try {
                Findings findings = benchmark.run(options, progress);
                tell(findings, machine, began);
                findings.missed().forEach(promise -> progress.step("missed: " + promise));
                failures += findings.missed().size();
            } catch (OptionsException e) {
                throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                failures++;
                progress.step("failed: " + e);
                e.printStackTrace(spec.commandLine().getErr());
            }
        }
        return failures == 0 ? 0 : 1;
    }

    private void tell(Findings findings, Machine machine, Instant began) throws IOException {
        found.add(findings);
        spec.commandLine().getOut().println(findings.text());
        if (options.quick()) {
            spec.commandLine().getOut().println(COLD + "\n");
        }
        if (options.json().isPresent()) {
            FindingsFile.of(machine, began, commandAsTyped(), found)
                    .write(options.json().get());
        }
        if (options.plots().isPresent()) {
            Path directory = options.plots().get();
            for (Chart chart : findings.charts()) {
                chart.write(directory);
            }
        }
    }

    private String commandAsTyped() {
        List<String> words = new ArrayList<>(List.of("./outbox", "bench"));
        words.addAll(spec.root().commandLine().getParseResult().originalArgs());
        return String.join(" ", words);
    }
}
