package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.recovery.Recovery;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.RelayMetrics;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A slot needs more log than {@code max_slot_wal_keep_size} allows: it is lost, with committed rows that no relay has read. */
@Timeout(180)
class InvalidatedSlotFaultIT {

    private static TestPostgres postgres;
    private static TestKafka kafka;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Counts counts = new Counts();
    private TestDatabase database;
    private OutboxFixture outbox;

    @BeforeAll
    static void startServers() {
        postgres = TestPostgres.start(Map.of("max_slot_wal_keep_size", "64MB"));
        kafka = TestKafka.start();
    }

    @AfterAll
    static void stopServers() {
        kafka.close();
        postgres.close();
    }

    @BeforeEach
    void prepare() {
        database = postgres.create(Schema.CATEGORY);
        outbox = new OutboxFixture(database);
        outbox.execute("create table neighbour (note text)");
    }

    @AfterEach
    void dropSlot() {
        outbox.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active");
    }

    @Test
    @Tag("long")
    void recoversWhatASlotHeldThatOutgrewItsLimitWhileKafkaWasDown() throws Exception {
        try (RelayFixture relay = relay(ProducerFactory.KAFKA);
                LogOf log = LogOf.of(Recovery.class)) {
            relay.startAndStream();
            appendAndAwait(50);

            kafka.server().kill();
            outbox.appendMany(50, 5);
            relay.await(Backoff.class);
            outgrowTheSlot();
            outbox.appendMany(50, 5);
            kafka.server().start();

            relay.await(Streaming.class);
            outbox.append("last");
            assertExactlyOnceInOrder();
            assertRecovered(100);
            assertThat(log.lines()).anyMatch(line -> line.contains("recovered") && line.contains("events=\"100\""));
        }
    }

    @Test
    void recoversWhatASlotHeldThatOutgrewItsLimitWhileNoRelayRan() throws Exception {
        try (MortalRelay first = MortalRelay.thatLives(database, kafka.bootstrapServers())) {
            appendAndAwait(50);
            first.kill();
        }
        outbox.appendMany(50, 5);
        outgrowTheSlot();
        outbox.appendInOneTransaction(50, 5);

        try (RelayFixture next = relay(ProducerFactory.KAFKA)) {
            next.startAndStream();
            outbox.append("last");
            assertExactlyOnceInOrder();
            assertRecovered(100);
        }
    }

    @Test
    @Tag("long")
    void recoversWhatASlotHeldThatWasInvalidatedUnderItsStream() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ProducerFactory holding = InterceptedProducer.beforeCommitOfEvents(transaction -> {
            if (transaction == 1 && release.getCount() > 0) {
                held.countDown();
                release.await();
            }
        });
        try (RelayFixture relay = relay(holding)) {
            relay.startAndStream();
            outbox.appendMany(50, 5);
            held.await();
            // The server ends the walsender to remove its log; the relay is publishing a batch and does not notice.
            outgrowTheSlot();
            outbox.appendMany(50, 5);
            release.countDown();

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> counts.slotsCreated() == 2);
            relay.await(Streaming.class);
            outbox.append("last");
            assertExactlyOnceInOrder();
            assertThat(counts.recovered()).isBetween(50, 99);
        }
    }

    private RelayFixture relay(ProducerFactory producers) {
        return new RelayFixture(
                RelayFixture.properties(database, kafka.bootstrapServers()),
                new Listeners(List.of(counts, new StateLog(), new RelayMetrics(metrics, Clock.systemUTC()))),
                producers);
    }

    private void outgrowTheSlot() {
        Awaitility.await("a lost slot").atMost(Duration.ofSeconds(60)).until(() -> {
            outbox.execute("insert into neighbour select repeat('x', 1000) from generate_series(1, 10000)");
            outbox.execute("select pg_switch_wal()");
            // The server chooses the slots whose log it removes when it makes a checkpoint.
            outbox.execute("checkpoint");
            return "lost"
                    .equals(outbox.query("select wal_status from pg_replication_slots where slot_name = '"
                            + RelayFixture.slot(database) + "'"));
        });
    }

    private void appendAndAwait(int rows) {
        outbox.appendMany(rows, 5);
        try (TopicFixture topic = topic()) {
            topic.await(outbox.committed());
        }
    }

    private void assertRecovered(int events) {
        assertThat(counts.slotsCreated()).isPositive();
        assertThat(counts.recovered()).isEqualTo(events);
        assertThat(metrics.get("relay.events.recovered").counter().count()).isEqualTo(events);
    }

    private void assertExactlyOnceInOrder() {
        try (TopicFixture topic = topic()) {
            ExactlyOnce.in(topic, outbox);
        }
    }

    private TopicFixture topic() {
        return new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database));
    }
}
