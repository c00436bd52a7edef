package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotObstacles;
import com.everyoneslecture.outbox.capture.slot.WalReport;
import com.everyoneslecture.outbox.capture.slot.WalWatch;
import com.everyoneslecture.outbox.capture.slot.WalWatchSettings;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.engine.SlotWatcher;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A slot that the server is about to invalidate, and one that it could invalidate. */
@Tag("long")
@Timeout(180)
class WalWatchFaultIT {

    @Test
    void warnsBeforeTheSlotIsLostAndNotWhenItHasCaughtUp() {
        try (TestPostgres postgres = TestPostgres.start(Map.of("max_slot_wal_keep_size", "128MB"));
                TestKafka kafka = TestKafka.start()) {
            TestDatabase database = postgres.create(Schema.CATEGORY);
            OutboxFixture outbox = new OutboxFixture(database);
            RelayProperties properties = RelayFixture.properties(database, kafka.bootstrapServers());
            SlotWatcher watcher = new SlotWatcher(
                    new ReplicationSlot(new Database(properties.database()), properties.slot()),
                    new SlotObstacles(new Database(properties.database())),
                    new WalWatch(new WalWatchSettings(Duration.ofMinutes(10))),
                    new RelayListener() {});
            watcher.run();
            assertThat(watcher.report()).as("where there is no slot").isNull();
            try (RelayFixture relay = new RelayFixture(properties)) {
                relay.startAndStream();
                assertThat(observe(watcher).status().activePid()).isNotNull();
            }
            outbox.append("waiting");

            // Each round writes some MiB of log, while no relay reads.
            WalReport report = observe(watcher);
            for (int round = 0; report.danger() == null; round++) {
                assertThat(round).as("rounds without a warning").isLessThan(100);
                outbox.execute("select pg_logical_emit_message(false, 'noise', repeat('x', 4000000))");
                report = observe(watcher);
            }
            assertThat(report.status().walStatus()).isIn("reserved", "extended");
            assertThat(report.status().safeWalBytes()).isPositive();
            assertThat(report.behind()).isPositive();

            try (RelayFixture relay = new RelayFixture(properties, new RelayListener() {}, ProducerFactory.KAFKA);
                    TopicFixture topic =
                            new TopicFixture(properties.kafka().bootstrapServers(), RelayFixture.topic(database))) {
                relay.startAndStream();
                topic.await(outbox.committed());
                Awaitility.await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
                    // The server removes log that the slot has passed when it records its running transactions.
                    outbox.execute("checkpoint");
                    WalReport healed = observe(watcher);
                    assertThat(healed.status().retainedBytes()).isLessThan(32 * 1024 * 1024);
                });
                assertThat(relay.supervisor().state()).isInstanceOf(RelayState.Streaming.class);
            }
        }
    }

    private static WalReport observe(SlotWatcher watcher) {
        watcher.run();
        return Objects.requireNonNull(watcher.report());
    }
}
