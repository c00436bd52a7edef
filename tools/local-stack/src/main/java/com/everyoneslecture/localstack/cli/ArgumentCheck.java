package com.everyoneslecture.localstack.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Checks the arguments of a command without running it: the script asks before it builds what the command needs. Prints the refusal to
 * standard error, and exits with 2 then.
 */
public final class ArgumentCheck {

    private ArgumentCheck() {}

    /** Checks the arguments. */
    public static void main(String[] arguments) {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine(err).execute(arguments));
    }

    static CommandLine commandLine(PrintWriter err) {
        return Outbox.commandLine(err, err).setExecutionStrategy(ArgumentCheck::check);
    }

    private static int check(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (last.commandSpec().userObject() instanceof UpCommand up) {
            up.validPorts();
        }
        return 0;
    }
}
