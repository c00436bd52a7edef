package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.ledger.LedgerFiller;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A ledger that could not be trimmed for hours, because an old transaction was open, and a relay with 256 MiB. */
@Timeout(300)
class LargeLedgerFaultIT {

    private static final int EVENTS_EACH = 100;

    @Test
    @Tag("long")
    void startsWithFiveMillionIdsInTheLedger() throws Exception {
        startsAfter(50_000);
    }

    @Test
    @Tag("long")
    void startsWithTwentyMillionIdsInTheLedger() throws Exception {
        startsAfter(200_000);
    }

    private static void startsAfter(int transactions) throws Exception {
        try (TestPostgres postgres = TestPostgres.embedded();
                TestKafka kafka = TestKafka.start()) {
            TestDatabase database = postgres.create(Schema.CATEGORY);
            OutboxFixture outbox = new OutboxFixture(database);
            TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database));
            try (RelayFixture relay = RelayFixture.on(database, kafka.bootstrapServers())) {
                relay.startAndStream();
                outbox.append("1");
                topic.await(outbox.committed());
            }
            fillLedger(database, outbox, kafka, transactions);

            try (MortalRelay small = MortalRelay.thatLives(database, kafka.bootstrapServers())) {
                outbox.append("1");
                ExactlyOnce.in(topic, outbox);
                assertThat(small.process().isAlive()).isTrue();
            } finally {
                topic.close();
            }
        }
    }

    private static void fillLedger(TestDatabase database, OutboxFixture outbox, TestKafka kafka, int transactions) {
        long first = outbox.count("select pg_snapshot_xmax(pg_current_snapshot())");
        outbox.execute("do $$ begin for i in 1.." + transactions
                + " loop perform pg_current_xact_id(); commit; end loop; end $$");
        String identity = outbox.query("select (select system_identifier from pg_control_system()) || '/1'");
        UUID published = outbox.committed().get(0);
        try (LedgerFiller filler = new LedgerFiller(kafka.bootstrapServers(), RelayFixture.slot(database), identity)) {
            filler.fill(first, transactions, EVENTS_EACH);
            // The last event of a ledger always has a row.
            filler.add(published, outbox.count("select tx_id from outbox where id = '" + published + "'"));
        }
    }
}
