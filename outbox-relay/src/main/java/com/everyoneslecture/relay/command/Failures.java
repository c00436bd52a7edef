package com.everyoneslecture.relay.command;

import com.everyoneslecture.outbox.service.configuration.WrongConfigurationException;
import com.everyoneslecture.relay.routing.UnroutedEventException;
import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports failures in words, without a stack trace. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private static final int INTERRUPTED = 130;

    private final Output output;

    Failures(Output output) {
        this.output = output;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof ParameterException wrong) {
            return handleParseException(wrong, new String[0]);
        }
        if (failure instanceof InterruptedException || failure instanceof InterruptException) {
            say("interrupted");
            return INTERRUPTED;
        }
        if (failure instanceof WrongConfigurationException) {
            say("the configuration is wrong:\n" + failure.getMessage()
                    + "\nCorrect these keys, in application.yaml or as environment variables: a.b-c is A_BC there.");
        } else if (failure instanceof SQLException) {
            say("PostgreSQL: " + text(failure) + "\nRun `doctor` for details.");
        } else if (failure instanceof KafkaException) {
            say("Kafka: " + text(failure.getCause() instanceof KafkaException cause ? cause : failure)
                    + "\nRun `doctor` for details.");
        } else if (failure instanceof UnroutedEventException unrouted) {
            say(text(unrouted) + ": " + unrouted.remedy());
        } else {
            say(text(failure));
        }
        return RelayCommands.NOTHING_TO_SAY;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        boolean unknownCommand = failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty();
        say(
                unknownCommand
                        ? "unknown command '"
                                + ((UnmatchedArgumentException) failure)
                                        .getUnmatched()
                                        .get(0)
                                + "'; the commands are: "
                                + String.join(", ", command.getSubcommands().keySet())
                        : text(failure));
        output.err().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return RelayCommands.NOTHING_TO_SAY;
    }

    private void say(String what) {
        output.err().println("outbox-relay: " + what);
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
