package com.everyoneslecture.relay.command;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The arguments of the process, taken apart: configuration is what has a dot in its name, such as
 * {@code --relay.kafka.bootstrap-servers=…}, and may stand anywhere.
 *
 * @param configuration as the relay takes it, too
 * @param command the rest: a command and its options
 */
record Arguments(List<String> configuration, List<String> command) {

    private static final Predicate<String> CONFIGURATION =
            Pattern.compile("--[a-zA-Z][^=\\s]*\\.[^=]*(=.*)?", Pattern.DOTALL).asMatchPredicate();

    private static final List<String> ABOUT_ITSELF = List.of("-h", "--help", "-V", "--version");

    static Arguments of(String... arguments) {
        return new Arguments(
                Arrays.stream(arguments).filter(CONFIGURATION).toList(),
                Arrays.stream(arguments).filter(CONFIGURATION.negate()).toList());
    }

    /** Whether this is about a command, or about the program; otherwise the relay is meant. */
    boolean nameCommand() {
        return !command.isEmpty() && (!command.get(0).startsWith("-") || ABOUT_ITSELF.contains(command.get(0)));
    }
}
