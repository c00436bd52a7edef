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
        header = "Declare that this database goes on where the ledger's own ended.",
        description = {
            "",
            "A ledger belongs to one database system. After an upgrade or a move into another system the relay halts, because",
            "the ledger might be another relay's. If the outbox came along with its rows, stop the old relay and run this:",
            "rows that the ledger names, or that its last safe point covers, are not published again. Where the new system",
            "counts its transactions from lower numbers than the old one, the safe point is of no use, and every row of the",
            "outbox that the ledger does not name is published again.",
            "",
            "Without --yes it only reports. Exit status: 0 done, or nothing to do; 1 not done.",
            ""
        })
final class AdoptCommand implements Callable<Integer> {

    private final Supplier<RelayProperties> settings;
    private final Output output;

    @Option(names = "--yes", description = "Do it; a relay that publishes by this ledger is fenced.")
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
            output.out().println("The ledger is this database's, or there is none yet: nothing to do.");
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
                                ? "Rows that its last safe point covers are taken for published."
                                : "Its last safe point is of no use here: every row that it does not name is published again.");
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
