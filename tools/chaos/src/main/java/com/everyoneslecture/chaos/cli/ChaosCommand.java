package com.everyoneslecture.chaos.cli;

import com.everyoneslecture.chaos.report.SummaryText;
import com.everyoneslecture.chaos.run.ChaosRun;
import com.everyoneslecture.chaos.run.Result;
import com.everyoneslecture.chaos.run.RunSettings;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.cli.CaptureOption;
import com.everyoneslecture.localstack.cli.TerminationSignals;
import com.everyoneslecture.localstack.stack.RelayProgram;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs faults against a separate system, and judges its guarantees. */
@Command(
        name = "outbox chaos",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        description = {
            "",
            "Starts a separate system on free ports, writes to it, injects faults, and checks",
            "the guarantees: each committed event is published once, in order and unchanged;",
            "no event that was rolled back is published; and at the end, the read model",
            "equals the category table. Two services write: categories and, except in",
            "containers, orders.",
            "",
            "Ctrl-C ends the run early. It then repairs the system, checks the guarantees and",
            "reports under how many faults they held; the exit status is that of these.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 if all guarantees held, 1 if one did not or the system did not",
            "recover, 2 if the options are invalid or a file cannot be written, 3 if there is",
            "no judgement: the system did not start, something outside of it failed, or no",
            "fault was injected.",
            "",
            "  outbox chaos --minutes 20",
            "  outbox chaos --faults kill-kafka,cut-relay-kafka --seed 7",
            "  outbox chaos --each --faults kill-kafka --hold 60 --rate 500",
            "  outbox chaos --each --pairs-with add-partition",
            "  outbox chaos --relays 3 --minutes 20",
            "  outbox chaos --standby --minutes 20",
            "  outbox chaos --on docker --minutes 5",
            "  outbox chaos --capture wal --minutes 5",
            "  outbox chaos --relay-on connect --minutes 20"
        })
public final class ChaosCommand implements Callable<Integer> {

    private static final int HELD = 0;
    private static final int VIOLATED = 1;
    private static final int NO_JUDGEMENT = 3;

    @Mixin
    private ChaosOptions options = new ChaosOptions();

    @Option(
            names = "--on",
            paramLabel = "SUBSTRATE",
            defaultValue = "local",
            description = "Where the system runs: local, as processes of this machine, or "
                    + "docker, as the containers of docker-compose.yml; local by default.")
    private Substrate on = Substrate.LOCAL;

    @Mixin
    private CaptureOption capture = new CaptureOption();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The file of the report; by default, a file below .outbox/chaos.")
    private @Nullable Path report;

    @Option(
            names = "--matrix",
            paramLabel = "FILE",
            description = "Write the table of faults and guarantees to this file, as Markdown.")
    private @Nullable Path matrix;

    @Option(names = "--keep", description = "Keep the system's files after the run. Logs are kept after a violation.")
    private boolean keep;

    @Option(names = "--list", description = "Show the faults, and exit.")
    private boolean list;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ChaosCommand())
                .setOut(writer(System.out))
                .setErr(writer(System.err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, arguments) -> {
                    PrintWriter err = failure.getCommandLine().getErr();
                    err.println("outbox: " + failure.getMessage());
                    err.println("See: outbox chaos --help");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr()
                            .println("outbox: "
                                    + (failure.getMessage() == null ? failure.toString() : failure.getMessage())
                                    + "; the guarantees are not judged");
                    return NO_JUDGEMENT;
                });
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            options.possible(on).forEach(fault -> out.printf("%-30s %s%n", fault.name(), fault.description()));
            return HELD;
        }
        RunSettings settings = settings();
        ChaosFiles files = files(settings);
        out.println("seed " + settings.seed() + "; to repeat the same faults: outbox chaos " + again());
        ChaosLines lines = new ChaosLines(out, settings.seed(), Boolean.getBoolean("outbox.terminal"));
        Thread self = Thread.currentThread();
        AtomicReference<Runnable> end = new AtomicReference<>(self::interrupt);
        CompletableFuture<Void> unused =
                TerminationSignals.caught().exitStatus().thenRun(() -> end.get().run());
        try (Stack stack = on.stack(home(), root(), options.deployment(on), capture.chosen())) {
            // Runs also when the terminal is closed, which ends this process directly.
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "close"));
            lines.doing("starting the system");
            stack.start();
            ChaosRun run = new ChaosRun(stack, settings, lines);
            end.set(run::stop);
            return report(stack, run.run(), files, lines, out);
        } catch (InterruptedException e) {
            out.println("ended before the first fault");
            return TerminationSignals.INTERRUPTED;
        }
    }

    /** Returns the settings of the run that the options describe. */
    RunSettings settings() {
        if (options.deployment(on).program() == RelayProgram.CONNECT
                && capture.chosen().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--capture is for the service: the connector reads with the relay's own reader");
        }
        return options.settings(on);
    }

    /** Returns the files of the run. Files that cannot be written after it are errors before it. */
    private ChaosFiles files(RunSettings settings) {
        Path file = report != null ? report : home().resolve("chaos/report-" + settings.seed() + ".html");
        ChaosFiles files = new ChaosFiles(file, Optional.ofNullable(matrix));
        try {
            files.requireWritable();
            return files;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int report(Stack stack, Result result, ChaosFiles files, ChaosLines lines, PrintWriter out) {
        // Prints the findings first, so that a failing stop or a failing write of a file does not lose them.
        out.println();
        out.print(SummaryText.table(result));
        out.println();
        out.println(SummaryText.verdict(result));
        if (!stack.interventions().isEmpty()) {
            out.println("Actions that the operator of Kafka Connect had to take:");
            stack.interventions().forEach(intervention -> out.println("  " + intervention));
        }
        if (result.isViolated()) {
            out.println("The components' logs are in " + stack.logs());
        }
        List<String> failures = new ArrayList<>(files.write(result, "./outbox chaos " + again()));
        if (failures.isEmpty()) {
            out.println("The report is " + files.report());
        }
        lines.doing("stopping the system");
        end(stack, !keep && !result.isViolated()).ifPresent(failures::add);
        PrintWriter err = spec.commandLine().getErr();
        failures.forEach(failure -> err.println("outbox: " + failure));
        return status(result, failures);
    }

    /** Returns why the system could not be stopped or deleted, which says nothing about its guarantees. */
    static Optional<String> end(Stack stack, boolean delete) {
        try {
            // The caller closes it, so that no other run has the directory before it is empty.
            stack.end();
            if (delete) {
                stack.delete();
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("the system is not stopped, or its files are not deleted: "
                    + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    /** @param failures what could not be written or stopped after the run */
    static int status(Result result, List<String> failures) {
        if (result.isViolated()) {
            return VIOLATED;
        }
        return result.allGuaranteesHeld() && failures.isEmpty() ? HELD : NO_JUDGEMENT;
    }

    /** Returns the options that repeat the run. */
    String again() {
        return options.again()
                + (on == Substrate.LOCAL ? "" : " --on " + on)
                + capture.chosen().map(chosen -> " --capture " + chosen).orElse("");
    }

    private static Path home() {
        return Path.of(System.getProperty("outbox.home", ".outbox"));
    }

    private static Path root() {
        return Path.of(System.getProperty("outbox.root", "."));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
