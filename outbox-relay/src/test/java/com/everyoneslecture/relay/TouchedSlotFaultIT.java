package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.table.OutboxTable;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Operators and tools change the slot while no relay streams from it: they create it again, advance it, read from it, or create
 * it before the first relay. It then lacks rows that are not published, and does not show that.
 */
@Timeout(180)
class TouchedSlotFaultIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final String slot = RelayFixture.slot(database);
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final Counts counts = new Counts();

    @AfterEach
    void dropSlot() {
        outbox.dropSlot(slot);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select pg_drop_replication_slot('%1$s'); select pg_create_logical_replication_slot('%1$s', 'pgoutput')",
                "select pg_replication_slot_advance('%1$s', pg_current_wal_lsn())",
                "select count(*) from pg_logical_slot_get_binary_changes('%1$s', null, null, 'proto_version', '1',"
                        + " 'publication_names', 'outbox')"
            })
    void publishesInOrderWhatATouchedSlotDoesNotHoldAnyMore(String touch) {
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            outbox.appendMany(50, 5);
            awaitPublished();
            outbox.awaitAcknowledged(slot);
        }
        outbox.appendMany(50, 5);
        outbox.execute(touch.formatted(slot));
        outbox.appendMany(50, 5);

        try (RelayFixture next = relay()) {
            next.startAndStream();
            outbox.append("key-1");
            assertExactlyOnceInOrder();
        }
        assertThat(counts.missed())
                .as("taken from the outbox before the stream began")
                .isZero();
        assertThat(counts.recovered()).isEqualTo(100);
    }

    /**
     * Set back from a copy of it, or by a standby that had an older one: the ledger lacks events before the last safe point.
     */
    @Test
    void publishesNothingAgainFromASlotThatWasSetBackBehindTheLedger() {
        String copy = slot + "_copy";
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            outbox.appendMany(20, 5);
            awaitPublished();
        }
        outbox.execute("select pg_copy_logical_replication_slot('" + slot + "', '" + copy + "')");
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            outbox.appendMany(100, 5);
            awaitPublished();
            counts.awaitNextSafePoint(outbox);
        }
        outbox.dropSlot(slot);
        outbox.execute("select pg_copy_logical_replication_slot('" + copy + "', '" + slot + "')");
        outbox.dropSlot(copy);

        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            outbox.append("key-1");
            assertExactlyOnceInOrder();
        }
        assertThat(counts.skipped()).isGreaterThanOrEqualTo(100);
    }

    /** A session that fails during a recovery does not record that the slot is complete. */
    @Test
    @Tag("long")
    void takesRowsFromTheOutboxAgainWhereThatFailed() {
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            outbox.appendMany(10, 5);
            awaitPublished();
        }
        outbox.appendMany(50, 5);
        outbox.execute("select pg_replication_slot_advance('" + slot + "', pg_current_wal_lsn())");
        AtomicInteger failures = new AtomicInteger();
        ProducerFactory failing = InterceptedProducer.beforeCommit(transaction -> {
            if (failures.incrementAndGet() <= 2) {
                throw new KafkaException("refused by the test");
            }
        });

        try (RelayFixture next = new RelayFixture(
                RelayFixture.properties(database, bootstrapServers),
                new Listeners(List.of(counts, new StateLog())),
                failing)) {
            next.startAndStream();
            outbox.append("key-1");
            assertExactlyOnceInOrder();
        }
        assertThat(failures).hasValueGreaterThan(2);
        assertThat(counts.missed()).isZero();
        assertThat(counts.recovered()).isEqualTo(50);
    }

    @Test
    void publishesRowsThatAreOlderThanASlotThatWasMadeBeforehand() {
        outbox.appendMany(50, 5);
        outbox.execute("select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        outbox.appendMany(50, 5);

        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            outbox.append("key-1");
            assertExactlyOnceInOrder();
        }
        assertThat(counts.ledgersLost()).isZero();
    }

    /** The slot has sent transactions by then, and the ledger may name the first batch: the next session has to continue with the rest. */
    @ParameterizedTest
    @Tag("long")
    @ValueSource(ints = {1, 2})
    void publishesRowsThatAreOlderThanTheSlotWhereTheFirstRelayDies(int transaction) throws Exception {
        outbox.appendInOneTransaction(3_000, 5);
        outbox.execute("select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        outbox.appendMany(50, 5);
        try (MortalRelay dying =
                MortalRelay.thatDies(CrashPoint.AFTER_TRANSACTION_COMMIT, transaction, database, bootstrapServers)) {
            dying.awaitDeath();
        }

        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            outbox.append("key-1");
            assertExactlyOnceInOrder();
        }
        assertThat(counts.ledgersLost()).isZero();
    }

    /** A recovery may count only an ended transaction as published as a whole. */
    @Test
    void readsFromTheOutboxWhichTransactionsHaveEnded() throws Exception {
        UUID own = outbox.append("key-1");
        UUID restored = outbox.restoreAt(Instant.now(), "key-2");
        RelayProperties properties = RelayFixture.properties(database, bootstrapServers);
        OutboxTable table = new OutboxTable(new Database(properties.database()), properties.slot(), 100);

        Map<UUID, Boolean> ended = new HashMap<>();
        table.forEachOutside(
                null,
                false,
                null,
                batch -> batch.forEach(row -> ended.put(row.event().id(), row.ended())));

        assertThat(ended).containsExactlyInAnyOrderEntriesOf(Map.of(own, true, restored, false));
    }

    @Test
    void takesNothingFromTheOutboxWhereTheSlotWasNotTouched() {
        for (int start = 0; start < 3; start++) {
            try (RelayFixture relay = relay()) {
                relay.startAndStream();
                outbox.appendMany(20, 5);
                awaitPublished();
                outbox.awaitAcknowledged(slot);
            }
            outbox.appendMany(20, 5);
        }
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            assertExactlyOnceInOrder();
        }
        assertThat(counts.recovered()).isZero();
    }

    private RelayFixture relay() {
        return new RelayFixture(
                RelayFixture.properties(database, bootstrapServers),
                new Listeners(List.of(counts, new StateLog())),
                ProducerFactory.KAFKA);
    }

    private void awaitPublished() {
        try (TopicFixture topic = topic()) {
            topic.await(outbox.committed());
        }
    }

    private void assertExactlyOnceInOrder() {
        try (TopicFixture topic = topic()) {
            ExactlyOnce.in(topic, outbox);
        }
    }

    private TopicFixture topic() {
        return new TopicFixture(bootstrapServers, RelayFixture.topic(database));
    }
}
