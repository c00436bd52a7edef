package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotInUseException;
import com.everyoneslecture.outbox.capture.slot.SlotObstacles;
import com.everyoneslecture.outbox.capture.slot.SlotObstacles.Obstacle;
import com.everyoneslecture.outbox.capture.slot.WalWatch;
import com.everyoneslecture.relay.app.RelayHealthIndicator;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.engine.SlotWatcher;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** If a slot cannot be created before other transactions end, that is reported with the transactions and the remedy. */
@Timeout(180)
class SlotObstaclesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void areNamedByHealthWhileTheSlotIsBeingMade() throws Exception {
        try (TestPostgres postgres = TestPostgres.start(Map.of("max_prepared_transactions", "2"))) {
            TestDatabase database = postgres.create(Schema.CATEGORY);
            OutboxFixture outbox = new OutboxFixture(database);
            RelayProperties properties =
                    RelayFixture.properties(database, TestKafka.shared().bootstrapServers());
            Database relayDatabase = new Database(properties.database());
            SlotObstacles obstacles = new SlotObstacles(relayDatabase);
            ReplicationSlot slot = new ReplicationSlot(relayDatabase, properties.slot());
            SlotWatcher watcher =
                    new SlotWatcher(slot, obstacles, new WalWatch(properties.walWatch()), new RelayListener() {});
            outbox.execute("begin; create table t (); prepare transaction 'forgotten'");
            try (RelayFixture relay = new RelayFixture(properties);
                    Connection writing = database.as("category_app").getConnection();
                    Statement statement = writing.createStatement()) {
                RelayHealthIndicator health = new RelayHealthIndicator(
                        RelayFixture.CONNECTOR, relay.supervisor(), watcher::report, watcher::obstacle, () -> null);
                writing.setAutoCommit(false);
                statement.execute("insert into lecture_category (category_name, version) values ('open', 1)");
                assertThat(obstacles.find()).extracting(Obstacle::preparedAs).contains("forgotten");

                relay.start();

                Awaitility.await().atMost(PATIENCE).until(() -> {
                    watcher.run();
                    return watcher.obstacle() != null;
                });
                assertThat(health.health().getDetails())
                        .containsEntry("state", "starting")
                        .hasEntrySatisfying(
                                "cause",
                                cause -> assertThat((String) cause)
                                        .contains(
                                                "is being created, and waits for",
                                                "the prepared transaction 'forgotten'"))
                        .hasEntrySatisfying(
                                "remedy",
                                remedy -> assertThat((String) remedy).endsWith("rollback prepared 'forgotten'"));
                assertThatExceptionOfType(SlotInUseException.class)
                        .isThrownBy(() -> new ReplicationSlot(relayDatabase, properties.slot()).usable())
                        .withMessageContaining("is being created by backend");

                outbox.execute("rollback prepared 'forgotten'");
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                    watcher.run();
                    assertThat(health.health().getDetails())
                            .hasEntrySatisfying(
                                    "cause",
                                    cause -> assertThat((String) cause)
                                            .contains("the transaction of backend", "category_app"));
                });

                writing.commit();
                relay.await(RelayState.Streaming.class);
                watcher.run();
                assertThat(watcher.obstacle()).isNull();
            }
        }
    }
}
