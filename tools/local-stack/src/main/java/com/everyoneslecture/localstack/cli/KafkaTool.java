package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.stack.Brokers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kafka.admin.ConfigCommand;
import org.apache.kafka.tools.AclCommand;
import org.apache.kafka.tools.ConsoleProducer;
import org.apache.kafka.tools.TopicCommand;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;

/** One of Kafka's own tools, which receives the arguments unchanged. It ends the process with its own status. */
enum KafkaTool {
    TOPICS("kafka-topics", TopicCommand::main),
    CONSUMER_GROUPS("kafka-consumer-groups", ConsumerGroupCommand::main),
    CONSOLE_CONSUMER("kafka-console-consumer", ConsoleConsumer::main),
    CONSOLE_PRODUCER("kafka-console-producer", ConsoleProducer::main),
    CONFIGS("kafka-configs", ConfigCommand::main),
    ACLS("kafka-acls", AclCommand::main);

    private static final List<String> NEEDS_NO_BROKER =
            List.of("--bootstrap-server", "--bootstrap-controller", "--help", "--version");

    private final String command;
    private final Main main;

    KafkaTool(String command, Main main) {
        this.command = command;
        this.main = main;
    }

    static Optional<KafkaTool> of(String command) {
        return Arrays.stream(values())
                .filter(tool -> tool.command.equals(command))
                .findFirst();
    }

    /** Returns the exit status, unless the tool ends the process itself. */
    int run(String[] arguments) throws Exception {
        try {
            main.run(withBroker(arguments));
            return 0;
        } catch (IllegalStateException e) {
            System.err.println("outbox: " + e.getMessage());
            return 1;
        }
    }

    private static String[] withBroker(String[] arguments) {
        boolean complete = Arrays.stream(arguments)
                .anyMatch(argument -> NEEDS_NO_BROKER.contains(argument.replaceFirst("=.*", "")));
        if (complete) {
            return arguments;
        }
        String brokers = Brokers.addresses(Home.ports(Home.running()));
        return Stream.concat(Stream.of("--bootstrap-server", brokers), Arrays.stream(arguments))
                .toArray(String[]::new);
    }

    @FunctionalInterface
    private interface Main {
        void run(String[] arguments) throws Exception;
    }
}
