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
        add(outbox, "doctor", "Check everything that the relay needs, and show the fix of each problem.");
        add(outbox, "verify", "Compare the outbox with the topics, and the categories with the read model.");
        add(outbox, "replay", "Publish selected events of the outbox again.");
        add(outbox, "adopt", "Declare that this database continues the former database of the ledger.");
        add(outbox, "chaos", "Inject faults into a separate system, and check the guarantees.");
        add(outbox, "bench", "Measure the performance on this machine, optionally beside other programs.");
        add(outbox, "kafka-topics", "List, create, change and delete topics.");
        add(outbox, "kafka-consumer-groups", "List, describe and reset consumer groups.");
        add(outbox, "kafka-console-consumer", "Print the records of a topic.");
        add(outbox, "kafka-console-producer", "Send lines as records to a topic.");
        add(outbox, "kafka-configs", "Show and alter settings of topics and brokers.");
        add(outbox, "kafka-acls", "List, add and remove ACLs; the broker here allows everything.");
    }

    private static void add(CommandLine outbox, String name, String header) {
        CommandSpec command = CommandSpec.wrapWithoutInspection((Runnable) () -> {
            throw new IllegalStateException(name + " is another program");
        });
        command.usageMessage().header(header);
        outbox.addSubcommand(name, command);
    }
}
