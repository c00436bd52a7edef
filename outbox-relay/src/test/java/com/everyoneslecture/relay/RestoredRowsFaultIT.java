package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that a dump or a subscription has brought from another cluster, with transaction ids of its future. */
@Timeout(180)
class RestoredRowsFaultIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final String slot = RelayFixture.slot(database);
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final Counts counts = new Counts();

    @AfterEach
    void dropSlot() {
        outbox.dropSlot(slot);
    }

    @Test
    void areInTheLedgerUntilTheNextSafePointAndAreNotPublishedAgainAfterIt() {
        for (int row = 0; row < 3; row++) {
            outbox.restoreAt(Instant.now(), "restored");
        }
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            SafePoint after = counts.awaitNextSafePoint(outbox);
            assertThat(counts.awaitNextSafePoint(outbox).ledgerOffset())
                    .as("the ledger is trimmed")
                    .isGreaterThan(after.ledgerOffset());
        }
        requireNothingTwiceWithoutTheSlot();
    }

    @Test
    void areNotPublishedAgainIfTheLogHasDeliveredThem() {
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            for (int row = 0; row < 3; row++) {
                outbox.restoreAt(Instant.now(), "restored");
            }
            counts.awaitNextSafePoint(outbox);
            counts.awaitNextSafePoint(outbox);
        }
        requireNothingTwiceWithoutTheSlot();
    }

    @Test
    void areNotTakenForMissedOnceThisClusterAssignsTheirIds() {
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            outbox.restoreAhead(1_000, "restored");
            counts.awaitNextSafePoint(outbox);
            counts.awaitNextSafePoint(outbox);
            outbox.execute("do 'begin for i in 1..1000 loop perform pg_current_xact_id(); commit; end loop; end'");
            counts.awaitNextSafePoint(outbox);
            assertExactlyOnce();
        }
        assertThat(counts.missed()).isZero();
        requireNothingTwiceWithoutTheSlot();
    }

    private void requireNothingTwiceWithoutTheSlot() {
        outbox.dropSlot(slot);
        outbox.restoreAt(Instant.now(), "restored later");
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            outbox.append("last");
            assertExactlyOnce();
        }
        assertThat(counts.missed()).isZero();
    }

    private void assertExactlyOnce() {
        try (TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
            ExactlyOnce.in(topic, outbox);
        }
    }

    private RelayFixture relay() {
        return new RelayFixture(
                RelayFixture.properties(database, bootstrapServers),
                new Listeners(List.of(counts, new StateLog())),
                ProducerFactory.KAFKA);
    }
}
