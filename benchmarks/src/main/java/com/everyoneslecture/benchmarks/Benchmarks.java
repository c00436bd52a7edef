package com.everyoneslecture.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The program. Exit status 0: done, 1: failed, 2: not understood. */
@Command(
        name = "benchmarks",
        description = "Measures the relay on this machine.",
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = TransactionsBenchmark.class)
public final class Benchmarks implements Runnable {

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at the annotation
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Runs the benchmark that the arguments name. */
    public static void main(String[] arguments) {
        makeClassPathAbsolute();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmarks());
    }

    /** Processes that are started with this class path, the broker's for one, run in directories of their own. */
    private static void makeClassPathAbsolute() {
        System.setProperty(
                "java.class.path",
                Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which benchmark? There is: transactions");
    }
}
