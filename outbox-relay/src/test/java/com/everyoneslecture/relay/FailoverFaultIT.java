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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
        assertThat(counts.recovered()).isZero();
        assertThat(counts.phantoms()).isEmpty();
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
            return standby.query("select synced and not temporary and invalidation_reason is null"
                            + " from pg_replication_slots where slot_name = '" + slot + "'")
                    .equals("t");
        });
    }

    private RelayFixture relay() {
        return new RelayFixture(
                RelayFixture.properties(database, kafka.bootstrapServers()),
                new Listeners(List.of(counts, new StateLog())),
                ProducerFactory.KAFKA);
    }

    private void assertExactlyOnceInOrder() {
        try (TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database))) {
            ExactlyOnce.in(topic, outbox);
        }
    }
}
