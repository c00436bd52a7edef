package com.everyoneslecture.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.chaos.cli.ChaosCommand;
import com.everyoneslecture.localstack.cli.Outbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.ConsoleProducer;
import org.apache.kafka.tools.TopicCommand;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;
import picocli.CommandLine;

/** The options of the commands of {@code ./outbox}, as the programs behind it declare them. */
final class KnownCommands {

    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z.-]*");

    private static final Map<String, String> OF_THE_RELAY = Map.of(
            "doctor", "DoctorCommand",
            "verify", "VerifyCommand",
            "replay", "ReplayCommand",
            "adopt", "AdoptCommand");

    private static final Map<String, Main> OF_KAFKA = Map.of(
            "kafka-topics", TopicCommand::main,
            "kafka-consumer-groups", ConsumerGroupCommand::main,
            "kafka-console-consumer", ConsoleConsumer::main,
            "kafka-console-producer", ConsoleProducer::main);

    private KnownCommands() {}

    /** Returns the options of a command; empty if there is no command of this name. */
    static Optional<Set<String>> optionsOf(String command) {
        if (command.equals("chaos")) {
            return Optional.of(optionsOf(new CommandLine(new ChaosCommand())));
        }
        if (OF_THE_RELAY.containsKey(command)) {
            return Optional.of(ofTheRelay(OF_THE_RELAY.getOrDefault(command, "")));
        }
        Main tool = OF_KAFKA.get(command);
        if (tool != null) {
            return Optional.of(inHelpOf(tool));
        }
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandLine found =
                Outbox.commandLine(nowhere, nowhere).getSubcommands().get(command);
        return found == null ? Optional.empty() : Optional.of(optionsOf(found));
    }

    private static Set<String> optionsOf(CommandLine command) {
        return command.getCommandSpec().optionsMap().keySet();
    }

    /** Returns the options of a command of the relay. The commands are package-private, so their annotations are read. */
    private static Set<String> ofTheRelay(String name) {
        try {
            Set<String> options = Arrays.stream(Class.forName("com.everyoneslecture.relay.command." + name)
                            .getDeclaredFields())
                    .map(field -> field.getAnnotation(CommandLine.Option.class))
                    .filter(option -> option != null)
                    .flatMap(option -> Arrays.stream(option.names()))
                    .collect(Collectors.toCollection(HashSet::new));
            options.add("--help");
            return options;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the options in the help of a Kafka tool, which prints its help to the error stream and ends the process. */
    private static Set<String> inHelpOf(Main tool) {
        ByteArrayOutputStream help = new ByteArrayOutputStream();
        PrintStream before = System.err;
        Exit.setExitProcedure((status, message) -> {
            throw new Ended();
        });
        try (PrintStream captured = new PrintStream(help, true, UTF_8)) {
            System.setErr(captured);
            tool.run("--help");
        } catch (Ended e) {
            // The tool has printed its help.
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            System.setErr(before);
            Exit.resetExitProcedure();
        }
        return OPTION.matcher(help.toString(UTF_8))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @FunctionalInterface
    private interface Main {
        void run(String... arguments) throws Exception;
    }

    /** Replaces the end of the process. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
