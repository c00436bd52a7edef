package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import com.everyoneslecture.testservices.TestStandby;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The primary is killed and its standby promoted, with the relay's slot in each state that it may have there. The relay has the
 * addresses of both, and runs all the time.
 */
@Timeout(240)
class FailoverFaultIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestKafka kafka;

    private final Counts counts = new Counts();
    private TestPostgres postgres;
    private TestDatabase database;
    private TestStandby standby;
    private OutboxFixture outbox;
    private String slot;

    @BeforeAll
    static void startKafka() {
        kafka = TestKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void startServers() {
        // Each test ends with another primary.
        postgres = TestPostgres.embedded();
        prepare();
    }

    private void prepare() {
        database = postgres.create(Schema.CATEGORY);
        standby = postgres.standby(database.name());
        outbox = new OutboxFixture(database);
        slot = RelayFixture.slot(database);
    }

    @AfterEach
    void stopServers() {
        postgres.close();
    }

    @Test
    void goesOnFromASynchronizedSlot() throws Exception {
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            standby.start();
            awaitSynchronized();
            outbox.appendMany(100, 5);
            failOver();

            outbox.appendMany(100, 5);
            assertExactlyOnceInOrder();
        }
        assertThat(counts.slotsCreated()).as("by the first start alone").isEqualTo(1);
        assertThat(counts.phantoms()).isEmpty();
    }

    /** Its position is that of minutes ago; safe points have taken effect since, and the ledger names nothing of before. */
    @Test
    @Tag("long")
    void publishesNothingAgainFromASlotThatIsBehindTheLastSafePoint() throws Exception {
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            standby.start();
            awaitSynchronized();
            standby.set("sync_replication_slots", "off");
            outbox.appendMany(200, 5);
            awaitPublished();
            counts.awaitNextSafePoint(outbox);
            failOver();

            outbox.appendMany(100, 5);
            assertExactlyOnceInOrder();
        }
        assertThat(counts.slotsCreated()).isEqualTo(1);
        assertThat(counts.skipped()).as("delivered once more").isGreaterThanOrEqualTo(200);
        assertThat(counts.phantoms()).isEmpty();
    }

    @Test
    void makesASlotThatTheStandbyDoesNotHave() throws Exception {
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            outbox.appendMany(100, 5);
            awaitPublished();
            standby.start(Map.of("sync_replication_slots", "off"));
            counts.awaitNextSafePoint(outbox);
            failOver();

            outbox.appendMany(100, 5);
            assertExactlyOnceInOrder();
        }
        assertThat(counts.slotsCreated()).isEqualTo(2);
        assertThat(counts.phantoms()).isEmpty();
    }

    /** The standby began behind the slot's restart position, and so its copy is not complete: a promotion drops it. */
    @Test
    @Tag("long")
    void makesASlotOfWhichTheStandbyHasATemporaryCopyOnly() throws Exception {
        try (RelayFixture relay = relay();
                OutboxTransaction open = outbox.begin()) {
            relay.startAndStream();
            open.insert("open", 1);
            outbox.appendMany(100, 5);
            awaitPublished();
            standby.start();
            Awaitility.await().atMost(PATIENCE).until(() -> copy("temporary").equals("t"));
            open.commit();
            failOver();

            outbox.appendMany(100, 5);
            assertExactlyOnceInOrder();
        }
        assertThat(counts.slotsCreated()).isEqualTo(2);
        assertThat(counts.phantoms()).isEmpty();
    }

    @Test
    @Tag("long")
    void makesASlotWhoseCopyTheStandbyHasInvalidated() throws Exception {
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            standby.start();
            awaitSynchronized();
            standby.set("sync_replication_slots", "off");
            standby.set("hot_standby_feedback", "off");
            Awaitility.await().atMost(PATIENCE).until(() -> {
                outbox.append("tick");
                outbox.letTheSlotBeWritten();
                outbox.execute("create table removed ()");
                outbox.execute("drop table removed");
                outbox.execute("vacuum pg_class, pg_attribute, pg_type, pg_depend");
                return copy("invalidation_reason").equals("rows_removed");
            });
            failOver();

            outbox.appendMany(100, 5);
            assertExactlyOnceInOrder();
        }
        assertThat(counts.slotsCreated()).isEqualTo(2);
        assertThat(counts.phantoms()).isEmpty();
    }

    /** The new primary gives out their transaction ids and positions once more. */
    @Test
    @Tag("long")
    void namesTheEventsOfTheTransactionsThatTheStandbyDoesNotHave() throws Exception {
        List<UUID> lost;
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            standby.start();
            awaitSynchronized();
            outbox.appendMany(100, 5);
            lost = publishWhatTheStandbyDoesNotHave(() -> {});
            failOverToTheStandbyAsItIs();

            outbox.appendMany(100, 5);
            assertExactlyOnceInOrder();
        }
        assertThat(counts.phantoms()).containsExactlyInAnyOrderElementsOf(lost);
        assertThat(counts.slotsCreated()).isEqualTo(1);
    }

    /** A safe point beyond the end of the standby's log says nothing after its promotion, and the ledger was trimmed by it. */
    @Test
    void publishesNothingAgainThoughTheStandbyIsBehindTheLastSafePoint() throws Exception {
        List<UUID> lost;
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            standby.start();
            awaitSynchronized();
            standby.set("sync_replication_slots", "off");
            outbox.appendMany(200, 5);
            lost = publishWhatTheStandbyDoesNotHave(() -> {
                for (int probe = 0; probe < 20; probe++) {
                    outbox.letTheSlotBeWritten();
                    counts.awaitProbes(1);
                }
            });
            failOverToTheStandbyAsItIs();

            outbox.appendMany(100, 5);
            assertExactlyOnceInOrder();
        }
        assertThat(counts.phantoms()).containsExactlyInAnyOrderElementsOf(lost);
        assertThat(counts.slotsCreated()).isEqualTo(1);
    }

    /** With its slot in synchronized_standby_slots, nothing leaves the primary that it does not have. */
    @Test
    @Tag("long")
    void publishesNothingThatANamedStandbyDoesNotHave() throws Exception {
        postgres.close();
        postgres = TestPostgres.embedded(Map.of("synchronized_standby_slots", "standby_0"));
        prepare();
        standby.start();
        List<UUID> lost;
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            awaitSynchronized();
            outbox.appendMany(100, 5);
            awaitPublished();
            Awaitility.await().atMost(PATIENCE).until(standby::hasAll);
            standby.server().stop();
            int kept = outbox.committed().size();
            outbox.appendMany(100, 5);
            lost = outbox.takeBack(kept);
            counts.awaitProbes(3);
            failOverToTheStandbyAsItIs();

            outbox.appendMany(100, 5);
            assertExactlyOnceInOrder();
        }
        assertThat(lost).hasSize(100);
        assertThat(counts.phantoms()).isEmpty();
    }

    /** As a machine does that is cut off: its connections stay open, and new ones are accepted and not answered. */
    @Test
    @Tag("long")
    void leavesAPrimaryThatHangs() throws Exception {
        try (RelayFixture relay = relay()) {
            relay.startAndStream();
            standby.start();
            awaitSynchronized();
            outbox.appendMany(100, 5);
            awaitPublished();
            Awaitility.await().atMost(PATIENCE).until(standby::hasAll);
            postgres.server().pause();
            standby.promote();

            // One connection, since each of them tries the server that hangs.
            outbox.appendInOneTransaction(100, 5);
            assertExactlyOnceInOrder();
        }
        assertThat(counts.phantoms()).isEmpty();
    }

    /** Returns the events that are published and committed on the primary alone. */
    private List<UUID> publishWhatTheStandbyDoesNotHave(Step meanwhile) throws Exception {
        awaitPublished();
        Awaitility.await().atMost(PATIENCE).until(standby::hasAll);
        // Not frozen: it would find in its socket what was sent meanwhile.
        standby.server().stop();
        int kept = outbox.committed().size();
        outbox.appendMany(50, 5);
        awaitPublished();
        meanwhile.run();
        outbox.appendMany(50, 5);
        awaitPublished();
        return List.copyOf(outbox.committed().subList(kept, outbox.committed().size()));
    }

    private void failOverToTheStandbyAsItIs() throws InterruptedException {
        postgres.server().kill();
        standby.server().start();
        standby.promote();
    }

    /** Waits until the standby has everything, kills the primary and promotes the standby. */
    private void failOver() throws InterruptedException {
        Awaitility.await().atMost(PATIENCE).until(standby::hasAll);
        postgres.server().kill();
        standby.promote();
    }

    /** Returns when the standby has a copy of the slot that it would keep when it is promoted. */
    private void awaitSynchronized() {
        Awaitility.await("the slot on the standby").atMost(PATIENCE).until(() -> {
            // The first copy is kept once the primary's slot has moved past where the standby began.
            outbox.append("tick");
            outbox.letTheSlotBeWritten();
            return copy("synced and not temporary and invalidation_reason is null")
                    .equals("t");
        });
    }

    /** An expression over the standby's copy of the slot; empty if there is none. */
    private String copy(String expression) {
        return standby.query("select " + expression + " from pg_replication_slots where slot_name = '" + slot + "'");
    }

    private RelayFixture relay() {
        return new RelayFixture(
                RelayFixture.properties(database, kafka.bootstrapServers()),
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
        return new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database));
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }
}
