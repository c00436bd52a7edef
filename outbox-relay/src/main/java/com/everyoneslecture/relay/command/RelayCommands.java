package com.everyoneslecture.relay.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.relay.app.RelayProperties;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The program if its arguments name a command. */
@Command(
        name = "outbox-relay",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "",
            "Publishes committed rows of the outbox to Kafka, each once and in order. Without",
            "a command, it runs until it is stopped.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "A command has the same configuration as the relay: environment variables,",
            "application.yaml, or arguments such as --relay.slot.name=category_outbox.",
            "",
            "Exit status: 0 no problem, 1 a problem was found, 2 the arguments or the",
            "configuration are wrong, or no server was reachable."
        })
final class RelayCommands implements Runnable {

    /** All is well. */
    static final int FINE = 0;

    /** The exit status if a problem was found. */
    static final int FINDINGS = 1;

    /** The exit status if the command was malformed, or no server was reachable. */
    static final int NOTHING_TO_SAY = 2;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    private boolean version;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private RelayCommands() {}

    /** Returns the exit status. */
    static int run(Arguments arguments, Output output) {
        Supplier<RelayProperties> settings = () -> RelaySettings.read(arguments.configuration());
        Failures failures = new Failures(output);
        CommandLine commands = new CommandLine(new RelayCommands())
                .addSubcommand(new DoctorCommand(settings, output))
                .addSubcommand(new VerifyCommand(settings, output))
                .addSubcommand(new ReplayCommand(settings, output))
                .addSubcommand(new AdoptCommand(settings, output))
                .setOut(new PrintWriter(output.out(), true, UTF_8))
                .setErr(new PrintWriter(output.err(), true, UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        output.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
        return commands.execute(arguments.command().toArray(String[]::new));
    }

    /** Never called: without a command the relay starts. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
