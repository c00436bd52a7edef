package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every committed row is published exactly once and in order, if a relay's process dies at any point. */
@Timeout(300)
class ExactlyOnceFaultIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final Counts counts = new Counts();
    private final RelayFixture relay =
            new RelayFixture(RelayFixture.properties(database, bootstrapServers), counts, ProducerFactory.KAFKA);

    @AfterEach
    void stop() {
        relay.close();
        outbox.dropSlot();
    }

    @ParameterizedTest
    @EnumSource(CrashPoint.class)
    void publishesOnceThoughItDiedWhileStreaming(CrashPoint point) throws Exception {
        relay.startAndStream();
        relay.close();
        outbox.appendMany(50, 5);

        // It dies at the second transaction, the first that streams: the rows in the slot are one batch or more.
        try (MortalRelay dying = MortalRelay.thatDies(point, 2, database, bootstrapServers)) {
            while (dying.process().isAlive()) {
                outbox.append("hot");
                outbox.appendInOneTransaction(20, 5);
            }
            dying.awaitDeath();
        }
        outbox.appendMany(20, 5);
        try (RelayFixture next = next()) {
            next.startAndStream();
            outbox.append("last");
            assertExactlyOnceInOrder();
        }
        if (point == CrashPoint.AFTER_TRANSACTION_COMMIT || point == CrashPoint.BEFORE_SLOT_FLUSH) {
            assertThat(counts.skipped()).as("skipped").isPositive();
        }
    }

    @Test
    void publishesWhatWasInTheOutboxBeforeItsFirstStart() {
        outbox.appendMany(30, 3);
        outbox.appendInOneTransaction(5_000, 7);

        relay.startAndStream();
        outbox.append("last");

        assertExactlyOnceInOrder();
        assertThat(counts.recovered()).isEqualTo(5_030);
    }

    @ParameterizedTest
    @EnumSource(CrashPoint.class)
    void publishesOnceThoughItDiedWhileRecovering(CrashPoint point) throws Exception {
        outbox.appendInOneTransaction(5_000, 7);

        // The note that a recovery is due is the first transaction, the first batch of it the second.
        try (MortalRelay dying = MortalRelay.thatDies(point, 2, database, bootstrapServers)) {
            dying.awaitDeath();
        }
        outbox.appendMany(20, 5);
        relay.startAndStream();
        outbox.append("last");

        assertExactlyOnceInOrder();
        assertThat(counts.recovered()).isPositive();
    }

    @Test
    void publishesOnceWhatCommitsWhileItRecovers() {
        outbox.appendInOneTransaction(20_000, 7);

        relay.start();
        while (!(relay.supervisor().state() instanceof Streaming)) {
            outbox.append("hot");
        }
        outbox.append("last");

        assertExactlyOnceInOrder();
        assertThat(counts.recovered()).isGreaterThanOrEqualTo(20_000);
    }

    @Test
    void healsASlotThatWasDroppedWhileItWasAway() {
        relay.startAndStream();
        outbox.appendMany(50, 5);
        assertPublished();
        relay.close();
        outbox.appendMany(50, 5);
        outbox.execute("select pg_drop_replication_slot('" + RelayFixture.slot(database) + "')");
        outbox.appendMany(50, 5);

        try (RelayFixture next = next()) {
            next.startAndStream();
            outbox.append("last");
            assertExactlyOnceInOrder();
        }
        assertThat(counts.recovered()).isEqualTo(100);
    }

    @Test
    void recoversOnlyWhatTheSafePointDoesNotCover() {
        relay.startAndStream();
        outbox.appendMany(50, 5);
        assertPublished();
        counts.awaitNextSafePoint(outbox);
        assertPublished();
        relay.close();
        outbox.execute("select pg_drop_replication_slot('" + RelayFixture.slot(database) + "')");
        outbox.append("b");

        try (RelayFixture next = next()) {
            next.startAndStream();
            outbox.append("last");
            assertExactlyOnceInOrder();
        }
        assertThat(counts.recovered()).isEqualTo(1);
    }

    @Test
    void publishesOnceThoughItsConnectionsAreCutAgainAndAgain() {
        relay.startAndStream();
        for (int round = 0; round < 5; round++) {
            outbox.appendMany(40, 5);
            outbox.appendInOneTransaction(500, 5);
            outbox.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'outbox_relay'"
                    + " and datname = '" + database.name() + "'");
            outbox.appendAndRollBack("key-1");
        }
        relay.await(Streaming.class);
        outbox.append("last");
        assertExactlyOnceInOrder();
    }

    private RelayFixture next() {
        return new RelayFixture(RelayFixture.properties(database, bootstrapServers), counts, ProducerFactory.KAFKA);
    }

    private void assertPublished() {
        try (TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
            topic.await(outbox.committed());
        }
    }

    private void assertExactlyOnceInOrder() {
        try (TopicFixture topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database))) {
            ExactlyOnce.in(topic, outbox);
        }
    }
}
