package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.control.ControlClient;
import com.everyoneslecture.localstack.control.ControlException;
import com.everyoneslecture.localstack.control.RunFile;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program. */
@Command(
        name = "outbox",
        mixinStandardHelpOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "Runs the whole system on this machine: two PostgreSQL servers, a Kafka broker,",
            "category-app, outbox-relay, lecture-projector and the console, each as a",
            "separate process.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "doctor, verify, replay and adopt are commands of the relay, with the configuration",
            "of the relay that runs here; verify also compares the read model. The last six",
            "commands are Kafka's tools, with the broker's address filled in.",
            "",
            "Components: category-db, lecture-db, kafka, category-app, outbox-relay,",
            "lecture-projector, console; outbox-relay-2 with --relays 2, category-db-standby",
            "with --standby, kafka-2 and kafka-3 with --brokers 3, lecture-projector-2 and -3",
            "with --projectors. All files are written under .outbox, or under the directory",
            "in the environment variable OUTBOX_HOME.",
            "",
            "  outbox up                     # in one terminal",
            "  outbox status                 # in another one",
            "  outbox down                   # stops everything",
            "  outbox kill kafka && outbox start kafka"
        },
        subcommands = {UpCommand.class, DownCommand.class, StatusCommand.class})
public final class Outbox implements Runnable {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    private boolean help;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show a failure's stack trace.")
    private boolean debug;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Runs the command that the arguments name. */
    public static void main(String[] arguments) throws Exception {
        Optional<KafkaTool> tool = arguments.length == 0 ? Optional.empty() : KafkaTool.of(arguments[0]);
        if (tool.isPresent()) {
            // Not through picocli, because all further arguments belong to the tool.
            int status = tool.get().run(Arrays.copyOfRange(arguments, 1, arguments.length));
            System.exit(status);
        }
        if (arguments.length > 0 && RelayTool.is(arguments[0])) {
            System.exit(RelayTool.run(arguments, writer(System.out), writer(System.err)));
        }
        System.exit(commandLine(writer(System.out), writer(System.err)).execute(arguments));
    }

    /** Returns the commands that this program runs itself, and the names of the others. */
    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        Outbox outbox = new Outbox();
        Failures failures = new Failures(() -> outbox.debug);
        CommandLine line = new CommandLine(outbox);
        OperationCommand.addTo(line);
        line.addSubcommand(new PromoteCommand());
        LinkCommand.addTo(line);
        line.addSubcommand(new DropSlotCommand());
        line.addSubcommand(new DemoCommand());
        line.addSubcommand(new LogsCommand());
        line.addSubcommand(new SkipCommand());
        OtherPrograms.addTo(line);
        // The commands that the line already has receive its settings.
        return line.setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** Prints the commands and the state of the running system. */
    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        line.usage(line.getOut());
        line.getOut().println();
        line.getOut().print(state());
        line.getOut().flush();
    }

    private static String state() {
        Optional<RunFile> running = RunFile.ofLiving(Home.layout().runFile());
        if (running.isEmpty()) {
            return "Now: " + Home.nothingRuns() + "\n";
        }
        try {
            return "Now:\n" + StatusText.of(new ControlClient(running.get()).status());
        } catch (UncheckedIOException | ControlException e) {
            return "Now: " + e.getMessage() + "\n";
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
