package com.everyoneslecture.localstack.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands that are other programs, for the help only. {@link Outbox#main} runs the relay's and Kafka's; the script {@code outbox}
 * builds and runs the other two.
 */
final class OtherPrograms {

    private OtherPrograms() {}

    static void addTo(CommandLine outbox) {
        add(outbox, "doctor", "Check everything that the relay needs, and print what fixes it.");
        add(outbox, "verify", "Compare the outbox with the topics, and the categories with the read model.");
        add(outbox, "replay", "Publish chosen events once more.");
        add(outbox, "adopt", "Declare that this database goes on where the ledger's own ended.");
        add(outbox, "chaos", "Break a system of its own on purpose, and judge what becomes of it.");
        add(outbox, "bench", "Measure on this machine how fast it is, beside others if asked.");
        add(outbox, "kafka-topics", "List, create, change and delete topics.");
        add(outbox, "kafka-consumer-groups", "List, describe and reset consumer groups.");
        add(outbox, "kafka-console-consumer", "Print the records of a topic.");
        add(outbox, "kafka-console-producer", "Send lines as records to a topic.");
        add(outbox, "kafka-configs", "Show and alter settings of topics and brokers.");
        add(outbox, "kafka-acls", "List, add and remove rights; the broker here grants all.");
    }

    private static void add(CommandLine outbox, String name, String header) {
        CommandSpec command = CommandSpec.wrapWithoutInspection((Runnable) () -> {
            throw new IllegalStateException(name + " is another program");
        });
        command.usageMessage().header(header);
        outbox.addSubcommand(name, command);
    }
}
