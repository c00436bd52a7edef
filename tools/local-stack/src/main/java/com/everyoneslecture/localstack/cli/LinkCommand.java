package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.control.ControlClient;
import com.everyoneslecture.localstack.stack.Link;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cuts, slows down or restores a connection while {@code up --demonstration} runs. */
@Command
final class LinkCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "LINK",
            converter = LinkConverter.class,
            description = "relay-kafka, relay-database, projector-kafka or projector-database; for the second "
                    + "relay, relay-2-kafka or relay-2-database")
    private Link link = Link.RELAY_KAFKA;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final String done;
    private final BiConsumer<ControlClient, Link> act;

    private LinkCommand(String done, BiConsumer<ControlClient, Link> act) {
        this.done = done;
        this.act = act;
    }

    /** Adds a command for each of the three. */
    static void addTo(CommandLine outbox) {
        add(
                outbox,
                "cut",
                "Cut a connection: no bytes pass, and no connection closes.",
                new LinkCommand("is cut", ControlClient::cut));
        add(
                outbox,
                "slow",
                "Slow a connection down: 200 ms for each 16 KiB.",
                new LinkCommand("is slow", ControlClient::slow));
        add(
                outbox,
                "restore",
                "Restore a connection that was cut or slowed down.",
                new LinkCommand("is restored", ControlClient::restore));
    }

    private static void add(CommandLine outbox, String name, String header, LinkCommand command) {
        CommandLine added = new CommandLine(command);
        added.getCommandSpec()
                .usageMessage()
                .header(header)
                .description("", "Needs `outbox up --demonstration`, with one broker.", "");
        outbox.addSubcommand(name, added);
    }

    @Override
    public Integer call() {
        act.accept(new ControlClient(Home.running()), link);
        spec.commandLine().getOut().println(link + " " + done);
        return 0;
    }
}
