package com.everyoneslecture.relay.command;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The arguments of the process, split: an argument with a dot in its name is configuration, such as
 * {@code --relay.kafka.bootstrap-servers=…}, at any position.
 *
 * @param configuration the arguments that the relay also accepts
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

    /** Returns whether the arguments name a command, or ask for help or the version; otherwise the relay is started. */
    boolean nameCommand() {
        return !command.isEmpty() && (!command.get(0).startsWith("-") || ABOUT_ITSELF.contains(command.get(0)));
    }
}
