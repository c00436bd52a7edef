package com.everyoneslecture.command;

import com.everyoneslecture.publish.Channels;
import com.everyoneslecture.publish.KafkaPublisher;
import com.everyoneslecture.publish.LedgerHead;
import com.everyoneslecture.publish.ProducerFactory;
import com.everyoneslecture.publish.PublisherState;
import com.everyoneslecture.relay.RelayProperties;
import com.everyoneslecture.slot.Database;
import com.everyoneslecture.slot.DatabaseHistory;
import com.everyoneslecture.slot.ReplicationSlot;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Declares that this database goes on where the one that the ledger belongs to has ended. */
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
        try (KafkaPublisher publisher = new KafkaPublisher(
                relay.slot().name(),
                relay.kafka(),
                relay.topics(),
                new Channels(relay.channels()),
                ProducerFactory.KAFKA,
                new PublisherState())) {
            publisher.ensureTopics();
            return adopt(publisher, publisher.head(), here);
        }
    }

    private int adopt(KafkaPublisher publisher, LedgerHead head, DatabaseHistory here) throws Exception {
        String owner = head.adopted() == null ? head.database() : head.adopted();
        if (owner == null || here.sameSystem(owner)) {
            output.out().println("The ledger " + publisher.ledgerTopic() + " is this database's: nothing to do.");
            return RelayCommands.FINE;
        }
        boolean continues =
                head.safePoint() != null && here.continues(head.safePoint().snapshot());
        output.out()
                .println("The ledger " + publisher.ledgerTopic() + " belongs to the database system "
                        + DatabaseHistory.system(owner) + "; this is "
                        + DatabaseHistory.system(here.now().database()) + ".");
        output.out()
                .println(
                        continues
                                ? "Rows that its last safe point covers are taken for published."
                                : "Its last safe point is of no use here: every row that it does not name is published again.");
        if (!confirmed) {
            output.out().println("Nothing was changed. To adopt the ledger: outbox-relay adopt --yes");
            return RelayCommands.FINDINGS;
        }
        publisher.takeOver();
        publisher.adopt(here.now().database());
        output.out().println("Adopted.");
        return RelayCommands.FINE;
    }
}
