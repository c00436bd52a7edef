package com.everyoneslecture.documentation;

import com.everyoneslecture.localstack.stack.ComponentName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command of {@code ./outbox} in the documentation.
 *
 * @param words the command, its options and their values
 */
record TypedCommand(List<String> words) {

    /** Ends before the characters that the shell interprets: the end, a pipe, a redirection, a comment. */
    private static final Pattern COMMAND = Pattern.compile("\\./outbox +([^\\n;|&<>()#]+)");

    private static final Set<String> OF_A_COMPONENT =
            Set.of("kill", "stop", "start", "pause", "resume", "promote", "logs");

    /** Returns the commands of a script, in their order. */
    static List<TypedCommand> in(String script) {
        return COMMAND.matcher(script.replaceAll("\\\\\\n\\s*", " "))
                .results()
                .map(found ->
                        new TypedCommand(Arrays.asList(found.group(1).strip().split("\\s+"))))
                .toList();
    }

    /** Returns the parts that the programs behind {@code ./outbox} do not know; empty if they know all of them. */
    Optional<String> unknown() {
        Optional<Set<String>> options = KnownCommands.optionsOf(words.get(0));
        if (options.isEmpty()) {
            return Optional.of("no command " + words.get(0));
        }
        return arguments()
                .filter(word -> word.startsWith("-"))
                .map(word -> word.replaceFirst("=.*", ""))
                .filter(option -> !options.get().contains(option))
                .findFirst()
                .map(option -> "no option " + option)
                .or(this::unknownComponent);
    }

    private Optional<String> unknownComponent() {
        return arguments()
                .filter(word -> OF_A_COMPONENT.contains(words.get(0)))
                .filter(word -> !word.startsWith("-") && !word.startsWith("$"))
                .filter(word -> ComponentName.of(word).isEmpty())
                .findFirst()
                .map(word -> "no component " + word);
    }

    private Stream<String> arguments() {
        return words.stream().skip(1);
    }

    @Override
    public String toString() {
        return "./outbox " + String.join(" ", words);
    }
}
