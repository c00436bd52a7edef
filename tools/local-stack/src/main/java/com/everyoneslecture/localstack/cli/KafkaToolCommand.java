package com.everyoneslecture.localstack.cli;

import picocli.CommandLine.Command;

/** Kafka's tools, for the help alone: {@link Outbox#main} runs them. */
abstract class KafkaToolCommand implements Runnable {

    @Override
    public void run() {
        throw new IllegalStateException("run by main");
    }

    @Command(name = "kafka-topics", header = "List, create, change and delete topics.")
    static final class Topics extends KafkaToolCommand {}

    @Command(name = "kafka-consumer-groups", header = "List, describe and reset consumer groups.")
    static final class ConsumerGroups extends KafkaToolCommand {}

    @Command(name = "kafka-console-consumer", header = "Print the records of a topic.")
    static final class ConsoleConsumer extends KafkaToolCommand {}

    @Command(name = "kafka-console-producer", header = "Send lines as records to a topic.")
    static final class ConsoleProducer extends KafkaToolCommand {}
}
