package com.everyoneslecture.relay.command;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.DatabaseHistory;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.LedgerReading;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.publish.KafkaSession;
import com.everyoneslecture.relay.publish.PublisherState;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Declares that this database continues where the ledger's own database has ended. */
@Command(
        name = "adopt",
        header = "Declare that this database continues the former database of the ledger.",
        description = {
            "",
            "A ledger belongs to one database system. After an upgrade or a move to another system, the relay halts, because",
            "the ledger may belong to another relay. If the outbox was moved with its rows, stop the old relay and run this",
            "command: rows that the ledger names, or that its last safe point covers, are not published again. If the",
            "transaction ids of the new system are lower than those of the old one, the safe point cannot be used, and every",
            "row of the outbox that the ledger does not name is published again.",
            "",
            "Without --yes it only reports. Exit status: 0 done, or nothing to do; 1 not done.",
            ""
        })
final class AdoptCommand implements Callable<Integer> {

    private final Supplier<RelayProperties> settings;
    private final Output output;

    @Option(names = "--yes", description = "Adopt the ledger; a relay that uses it is fenced.")
    private boolean confirmed;

    AdoptCommand(Supplier<RelayProperties> settings, Output output) {
        this.settings = settings;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        RelayProperties relay = settings.get();
        DatabaseHistory here = new ReplicationSlot(new Database(relay.database()), relay.slot()).history();
        LedgerHead head = LedgerReading.head(relay.slot().name(), relay.kafka());
        String owner = head == null ? null : head.owner();
        if (head == null || owner == null || here.sameSystem(owner)) {
            output.out().println("The ledger belongs to this database, or does not exist yet: nothing to do.");
            return RelayCommands.FINE;
        }
        report(head, owner, here);
        if (!confirmed) {
            output.out()
                    .println("Nothing was changed. To adopt the ledger: "
                            + System.getProperty("outbox.command", "java -jar outbox-relay-exec.jar") + " adopt --yes");
            return RelayCommands.FINDINGS;
        }
        adopt(relay, here.now().database());
        output.out().println("Adopted.");
        return RelayCommands.FINE;
    }

    private void report(LedgerHead head, String owner, DatabaseHistory here) {
        SafePoint point = head.safePoint();
        output.out()
                .println("The ledger belongs to the database system " + DatabaseHistory.system(owner) + "; this is "
                        + DatabaseHistory.system(here.now().database()) + ".");
        output.out()
                .println(
                        point != null && here.continues(point.snapshot())
                                ? "Rows that its last safe point covers count as published."
                                : "Its last safe point cannot be used here: every row that the ledger does not name is published again.");
    }

    private static void adopt(RelayProperties relay, String database) throws InterruptedException {
        try (KafkaSession kafka = new KafkaSession(
                relay.slot().name(),
                relay.kafka(),
                relay.topics(),
                relay.routing(),
                ProducerFactory.KAFKA,
                new PublisherState())) {
            kafka.takeOver(kafka.ledger().head().writers());
            kafka.ledger().adopt(database);
        }
    }
}
