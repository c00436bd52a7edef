package com.everyoneslecture.localstack.cli;

import picocli.CommandLine.Command;

/** Kafka's tools, for the help alone: {@link Outbox#main} runs them. */
abstract class KafkaToolCommand implements Runnable {

    @Override
    public void run() {
        throw new IllegalStateException("run by main");
    }

    @Command(
            name = "kafka-topics",
            description = {"Kafka's own tool; the broker's address is filled in."})
    static final class Topics extends KafkaToolCommand {}

    @Command(
            name = "kafka-consumer-groups",
            description = {"Likewise."})
    static final class ConsumerGroups extends KafkaToolCommand {}

    @Command(
            name = "kafka-console-consumer",
            description = {"Likewise."})
    static final class ConsoleConsumer extends KafkaToolCommand {}

    @Command(
            name = "kafka-console-producer",
            description = {"Likewise."})
    static final class ConsoleProducer extends KafkaToolCommand {}
}
