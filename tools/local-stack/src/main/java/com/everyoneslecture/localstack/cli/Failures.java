package com.everyoneslecture.localstack.cli;

import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints a failure in one line. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private final BooleanSupplier debug;

    Failures(BooleanSupplier debug) {
        this.debug = debug;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        command.getErr().println("outbox: " + message(failure));
        if (debug.getAsBoolean()) {
            failure.printStackTrace(command.getErr());
        }
        return FAILED;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        boolean unknownCommand = failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty();
        command.getErr()
                .println(
                        unknownCommand
                                ? "outbox: unknown command '"
                                        + ((UnmatchedArgumentException) failure)
                                                .getUnmatched()
                                                .get(0)
                                        + "'; the commands are: " + commands(command)
                                : "outbox: " + message(failure));
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            command.getErr().println("Did you mean: " + String.join(" or ", unmatched.getSuggestions()) + "?");
        }
        command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return NOT_UNDERSTOOD;
    }

    static String commands(CommandLine command) {
        return String.join(", ", command.getSubcommands().keySet());
    }

    private static String message(ParameterException failure) {
        Throwable said = failure.getCause() instanceof UnknownComponentException unknown ? unknown : failure;
        return String.valueOf(said.getMessage());
    }

    private static String message(Exception failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        Throwable cause = failure.getCause();
        boolean causeTellsMore = failure instanceof UncheckedIOException || failure instanceof IllegalStateException;
        return cause == null || !causeTellsMore ? message : message + ": " + cause.getMessage();
    }
}
