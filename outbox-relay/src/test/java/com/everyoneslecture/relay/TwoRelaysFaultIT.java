package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.RelayState.Standby;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two relays on one slot. */
@Timeout(180)
class TwoRelaysFaultIT {

    private TestPostgres postgres;
    private TestKafka kafka;
    private TestDatabase database;
    private OutboxFixture outbox;
    private TopicFixture topic;

    @BeforeEach
    void startServers() {
        postgres = TestPostgres.start(Map.of());
        kafka = TestKafka.start(Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
        database = postgres.create(Schema.CATEGORY);
        outbox = new OutboxFixture(database);
        topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database));
    }

    @AfterEach
    void stopServers() {
        topic.close();
        kafka.close();
        postgres.close();
    }

    @Test
    void takesOverFromAFrozenRelayAndNothingDoublesWhenThatWakes() throws Exception {
        try (MortalRelay frozen = MortalRelay.thatLives(database, kafka.bootstrapServers());
                RelayFixture successor = RelayFixture.on(database, kafka.bootstrapServers())) {
            outbox.appendMany(50, 5);
            topic.await(outbox.committed());
            awaitLog(frozen, "streaming");
            frozen.freeze();
            outbox.appendMany(50, 5);

            successor.start();
            assertThat(successor.await(Standby.class).holder()).contains("backend");
            successor.await(Streaming.class);
            outbox.appendMany(50, 5);
            topic.await(outbox.committed());

            frozen.wake();
            // Its stream is cut, and another relay has the slot.
            awaitLog(frozen, "standing by");
            outbox.appendInOneTransaction(5_000, 5);
            ExactlyOnce.in(topic, outbox);
            assertThat(successor.supervisor().state()).isInstanceOf(Streaming.class);
            assertThat(frozen.process().isAlive()).isTrue();
        }
    }

    @Test
    @Tag("long")
    void oneMakesTheSlotWhereTwoFindNone() throws Exception {
        outbox.appendMany(50, 5);
        Counts counts = new Counts();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RelayFixture first = relay(counts, holding(held, release));
                RelayFixture second = relay(counts, ProducerFactory.KAFKA)) {
            first.start();
            held.await();
            second.start();
            Awaitility.await("a second relay that asks for the right to take the slot")
                    .until(() -> outbox.count("select count(*) from pg_stat_activity where query like"
                                    + " '%pg_try_advisory_lock%' and pid <> pg_backend_pid()")
                            > 0);
            release.countDown();

            first.await(Streaming.class);
            second.await(Standby.class);
            outbox.append("last");
            ExactlyOnce.in(topic, outbox);
            assertThat(first.supervisor().state()).isInstanceOf(Streaming.class);
        }
        assertThat(counts.slotsCreated()).isEqualTo(1);
    }

    /** It had the right to create the slot, and would create one beside the other's when it wakes. */
    @Test
    @Tag("long")
    void makesNoSlotWhereItWasFrozenBeforeForSoLongThatAnotherHasMadeIt() throws Exception {
        outbox.appendMany(50, 5);
        Counts counts = new Counts();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RelayFixture first = relay(counts, holding(held, release));
                RelayFixture second = relay(counts, ProducerFactory.KAFKA)) {
            first.start();
            held.await();
            second.start();
            // The server ends the session of the first, which was idle for too long.
            Awaitility.await("the second relay")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> second.supervisor().state() instanceof Streaming);
            release.countDown();

            first.await(Standby.class);
            outbox.append("last");
            ExactlyOnce.in(topic, outbox);
            assertThat(second.supervisor().state()).isInstanceOf(Streaming.class);
        }
        assertThat(counts.slotsCreated()).isEqualTo(1);
    }

    /** Its session goes on waiting for the open transaction unless the server notices that its client is gone. */
    @Test
    @Tag("long")
    void makesTheSlotThatARelayWasCreatingWhenItWasKilled() throws Exception {
        outbox.appendMany(50, 5);
        Counts counts = new Counts();
        try (Connection writing = database.as("category_app").getConnection();
                Statement statement = writing.createStatement();
                RelayFixture successor = relay(counts, ProducerFactory.KAFKA)) {
            writing.setAutoCommit(false);
            statement.execute("insert into lecture_category (category_name, version) values ('open', 1)");
            long backend;
            try (MortalRelay killed = MortalRelay.thatLives(database, kafka.bootstrapServers())) {
                backend = awaitSlotInCreation(0);
                killed.kill();
            }
            successor.start();
            assertThat(awaitSlotInCreation(backend)).isNotEqualTo(backend);
            writing.commit();
            successor.await(Streaming.class);
            outbox.append("last");
            ExactlyOnce.in(topic, outbox);
        }
        assertThat(counts.slotsCreated()).isEqualTo(1);
    }

    /** Returns the backend that creates it, another than that one. */
    private long awaitSlotInCreation(long other) {
        return Awaitility.await("a slot that is being created")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> outbox.count("select coalesce(max(active_pid), 0) from pg_replication_slots"
                                + " where confirmed_flush_lsn is null and active_pid <> " + other),
                        backend -> backend > 0);
    }

    /** It waits in the transaction that records the recovery, before there is a slot. */
    private static ProducerFactory holding(CountDownLatch held, CountDownLatch release) {
        return InterceptedProducer.beforeCommit(transaction -> {
            if (transaction == 1) {
                held.countDown();
                release.await();
            }
        });
    }

    private RelayFixture relay(Counts counts, ProducerFactory producers) {
        return new RelayFixture(
                RelayFixture.properties(database, kafka.bootstrapServers()),
                new Listeners(List.of(counts, new StateLog())),
                producers);
    }

    /** Its producers take turns: consecutive numbers belong to different producers. */
    @ParameterizedTest
    @Tag("long")
    @ValueSource(ints = {4, 5})
    void fencesARelayThatFrozeInItsTransactionForLongerThanAllTimeouts(int transaction) throws Exception {
        // The record of the first start, that of its end, and a batch precede it.
        try (MortalRelay frozen = MortalRelay.thatFreezes(transaction, database, kafka.bootstrapServers());
                RelayFixture successor = RelayFixture.on(database, kafka.bootstrapServers())) {
            while (!frozen.frozen()) {
                outbox.appendMany(5, 5);
            }
            assertThat(transactionStates()).containsOnlyOnce(TransactionState.ONGOING);
            Awaitility.await("the brokers' patience with the open transaction")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> transactionStates().contains(TransactionState.COMPLETE_ABORT));

            successor.startAndStream();
            outbox.appendMany(20, 5);
            topic.await(outbox.committed());

            frozen.wake();
            awaitLog(frozen, "standing by");
            assertThat(frozen.log()).doesNotContain("halted");
            outbox.appendInOneTransaction(5_000, 5);
            ExactlyOnce.in(topic, outbox);
            assertThat(successor.supervisor().state()).isInstanceOf(Streaming.class);
        }
    }

    /** Before the brokers' patience with its open transaction ends: only the fence is between it and its commit. */
    @ParameterizedTest
    @Tag("long")
    @ValueSource(ints = {4, 5})
    void fencesARelayThatWakesInItsTransaction(int transaction) throws Exception {
        try (MortalRelay frozen = MortalRelay.thatFreezes(transaction, database, kafka.bootstrapServers());
                RelayFixture successor = RelayFixture.on(database, kafka.bootstrapServers())) {
            while (!frozen.frozen()) {
                outbox.appendMany(5, 5);
            }
            successor.startAndStream();

            frozen.wake();
            awaitLog(frozen, "standing by");
            outbox.append("last");
            ExactlyOnce.in(topic, outbox);
        }
    }

    private List<TransactionState> transactionStates() throws Exception {
        List<String> ids = new RelayNames(RelayFixture.slot(database)).transactionalIds();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeTransactions(ids).all().get().values().stream()
                    .map(TransactionDescription::state)
                    .toList();
        }
    }

    private static void awaitLog(MortalRelay relay, String text) {
        Awaitility.await("a log with " + text)
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(relay.log()).contains(text));
    }
}
