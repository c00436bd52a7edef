package com.everyoneslecture.outbox.schema.command;

import picocli.CommandLine;

/** Configures how the programs that prepare a database parse their arguments. */
public final class Program {

    private static final int WIDTH_COLUMNS = 100;

    private Program() {}

    /**
     * Returns a command line that answers wrong arguments with one message and exit status 2, without a stack trace.
     *
     * @param command an object with picocli's annotations
     */
    public static CommandLine of(Object command) {
        return new CommandLine(command)
                .setUsageHelpWidth(WIDTH_COLUMNS)
                .setParameterExceptionHandler((wrong, arguments) -> {
                    wrong.getCommandLine().getErr().println(wrong.getMessage());
                    wrong.getCommandLine().getErr().println("Run with --help for the usage.");
                    return CommandLine.ExitCode.USAGE;
                });
    }
}
