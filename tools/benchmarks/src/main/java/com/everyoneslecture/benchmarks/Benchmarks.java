package com.everyoneslecture.benchmarks;

import com.everyoneslecture.benchmarks.append.AppendBenchmark;
import com.everyoneslecture.benchmarks.audit.AuditBenchmark;
import com.everyoneslecture.benchmarks.capture.CaptureBenchmark;
import com.everyoneslecture.benchmarks.connect.ConnectBenchmark;
import com.everyoneslecture.benchmarks.console.ConsoleBenchmark;
import com.everyoneslecture.benchmarks.hostile.HostileBenchmark;
import com.everyoneslecture.benchmarks.idle.IdleBenchmark;
import com.everyoneslecture.benchmarks.latency.LatencyBenchmark;
import com.everyoneslecture.benchmarks.projector.ProjectorBenchmark;
import com.everyoneslecture.benchmarks.run.Benchmark;
import com.everyoneslecture.benchmarks.start.StartBenchmark;
import com.everyoneslecture.benchmarks.takeover.TakeoverBenchmark;
import com.everyoneslecture.benchmarks.write.WriteBenchmark;
import java.io.File;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program. Exit status 0: done, 1: a benchmark failed, 2: invalid command line. */
@Command(
        name = "outbox bench",
        synopsisSubcommandLabel = "BENCHMARK",
        description = {
            "",
            "Measures on this machine, with its own servers on free ports, and prints tables.",
            "The measured programs take turns. Compare the ratios of one run, not the figures",
            "of two machines. Run nothing else meanwhile.",
            ""
        },
        commandListHeading = "%nBenchmarks:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "  outbox bench capture --quick            # a trial",
            "  outbox bench all --peers --json figures.json --plots plots"
        })
public final class Benchmarks implements Runnable {

    private static final String ALL = "all";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the benchmark that the arguments name. */
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        makeClassPathAbsolute();
        System.exit(commandLine().execute(arguments));
    }

    /** Returns the program with all its benchmarks. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Benchmarks());
        List<Benchmark> benchmarks = benchmarks();
        for (Benchmark benchmark : benchmarks) {
            add(commandLine, List.of(benchmark), CommandSpec.forAnnotatedObject(benchmark));
        }
        Benchmark connect = new ConnectBenchmark();
        add(commandLine, List.of(connect), CommandSpec.forAnnotatedObject(connect));
        CommandSpec all = CommandSpec.create().name(ALL);
        all.usageMessage().header("All benchmarks, one after the other.");
        add(commandLine, benchmarks, all);
        return commandLine
                .setOut(writer(System.out))
                .setErr(writer(System.err))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((failure, arguments) -> {
                    failure.getCommandLine().getErr().println("outbox: " + failure.getMessage());
                    failure.getCommandLine().getErr().println("See: outbox bench --help");
                    return CommandLine.ExitCode.USAGE;
                });
    }

    /** Returns the benchmarks in the order in which {@code all} runs them. */
    private static List<Benchmark> benchmarks() {
        return List.of(
                new CaptureBenchmark(),
                new LatencyBenchmark(),
                new ProjectorBenchmark(),
                new WriteBenchmark(),
                new AppendBenchmark(),
                new AuditBenchmark(),
                new IdleBenchmark(),
                new ConsoleBenchmark(),
                new StartBenchmark(),
                new TakeoverBenchmark(),
                new HostileBenchmark());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "no benchmark is named; there are: "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    private static void add(CommandLine parent, List<Benchmark> benchmarks, CommandSpec described) {
        BenchmarkCommand command = new BenchmarkCommand(benchmarks);
        CommandSpec own = CommandSpec.forAnnotatedObject(command);
        // The benchmark's own description, and the options that only it has.
        own.addMixin("benchmark", described);
        parent.addSubcommand(described.name(), own);
    }

    /** Makes the class path absolute, because processes that use it, such as the broker, run in their own directories. */
    private static void makeClassPathAbsolute() {
        List<String> entries = new ArrayList<>(
                Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
        System.setProperty("java.class.path", entries.stream().collect(Collectors.joining(File.pathSeparator)));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
