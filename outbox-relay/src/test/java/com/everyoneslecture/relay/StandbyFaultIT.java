package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotHolder;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.publish.KafkaSession;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.RelayState.Standby;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.PGReplicationStream;

/** Relays that stand by. */
@Timeout(120)
class StandbyFaultIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String brokers = TestKafka.shared().bootstrapServers();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final TopicFixture topic = new TopicFixture(brokers, RelayFixture.topic(database));
    private final List<RelayState> states = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void oneOfTwoTakesOverFromAKilledRelayAndTheOtherStandsByForIt() throws Exception {
        try (MortalRelay killed = MortalRelay.thatLives(database, brokers);
                RelayFixture second = recorded();
                RelayFixture third = recorded()) {
            outbox.appendMany(20, 5);
            topic.await(outbox.committed());
            second.start();
            second.await(Standby.class);
            awaitPrepared(second);
            third.start();
            third.await(Standby.class);

            killed.kill();
            outbox.appendMany(20, 5);
            topic.await(outbox.committed());
            Awaitility.await("one that streams and one that stands by")
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            count(second, third, Streaming.class) == 1 && count(second, third, Standby.class) == 1);
            outbox.appendInOneTransaction(2_000, 5);
            ExactlyOnce.in(topic, outbox);
            assertThat(count(second, third, Streaming.class)).isEqualTo(1);
        }
        assertThat(states).doesNotHaveAnyElementsOfTypes(Backoff.class, Halted.class);
    }

    /** Simulates a rolling update: the first relay stops when the second is ready. */
    @Test
    void handsOverToOneThatStandsByAndBackAgain() throws SQLException {
        try (RelayFixture first = recorded();
                RelayFixture second = recorded()) {
            first.startAndStream();
            outbox.appendMany(20, 5);
            second.start();
            second.await(Standby.class);
            assertThat(foreignProgram(first)).isNull();
            first.supervisor().close();
            outbox.appendMany(20, 5);
            second.await(Streaming.class);
            try (RelayFixture third = recorded()) {
                third.start();
                third.await(Standby.class);
                second.supervisor().close();
                third.await(Streaming.class);
                ExactlyOnce.in(topic, outbox);
            }
        }
        assertThat(states).doesNotHaveAnyElementsOfTypes(Backoff.class, Halted.class);
    }

    /** It was fenced, and no relay has the slot. Two relays with separate slots would fence each other forever. */
    @Test
    void goesOnWhereItsSuccessorIsGoneAndHaltsWhereThatIsSoAgain() throws Exception {
        try (RelayFixture relay = recorded()) {
            relay.startAndStream();
            takeOver(relay);
            outbox.append("first");
            ExactlyOnce.in(topic, outbox);
            assertThat(states).hasAtLeastOneElementOfType(Backoff.class).doesNotHaveAnyElementsOfTypes(Halted.class);

            takeOver(relay);
            outbox.append("second");
            assertThat(relay.await(Halted.class).remedy()).contains("stop one of the two");
        }
    }

    /** Returns the name of the program that uses the slot, unless it is a relay. */
    private static @Nullable String foreignProgram(RelayFixture relay) throws SQLException {
        RelayProperties properties = relay.properties();
        try (SlotHolder holder = new ReplicationSlot(new Database(properties.database()), properties.slot()).holder()) {
            return holder.foreignProgram(Objects.requireNonNull(holder.backend()));
        }
    }

    /** Nothing is published then, so the relay must not seem to be fine. */
    @Test
    void doesNotStandByForAProgramThatIsNoRelay() throws Exception {
        String slot = RelayFixture.slot(database);
        outbox.execute("select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        try (RelayFixture relay = recorded()) {
            try (Connection other = streaming(slot)) {
                relay.start();
                assertThat(relay.await(Backoff.class).cause())
                        .contains(
                                "'" + slot + "' is in use by backend",
                                "'pg_recvlogical'",
                                "select pg_terminate_backend(");
                assertThat(other.isClosed()).isFalse();
            }
            relay.await(Streaming.class);
            outbox.append("key");
            ExactlyOnce.in(topic, outbox);
        }
        assertThat(states).doesNotHaveAnyElementsOfTypes(Halted.class);
    }

    private Connection streaming(String slot) throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, "outbox_relay");
        PGProperty.PASSWORD.set(properties, database.password("outbox_relay"));
        PGProperty.APPLICATION_NAME.set(properties, "pg_recvlogical");
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "15");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        Connection connection = DriverManager.getConnection(database.jdbcUrl(), properties);
        PGReplicationStream unused = connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(slot)
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", "outbox")
                .start();
        return connection;
    }

    /**
     * Debezium's MBeans have the slot's name. An engine whose name is in use waits for a minute. The relay removes existing
     * beans before it starts an engine, but not those that another relay of this JVM is about to register.
     */
    private static void awaitPrepared(RelayFixture relay) throws Exception {
        RelayProperties properties = relay.properties();
        if (properties.capture().connector() == Connector.DEBEZIUM) {
            ObjectName streaming = new ObjectName("debezium.postgres:type=connector-metrics,context=streaming,server="
                    + properties.slot().name());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> ManagementFactory.getPlatformMBeanServer().isRegistered(streaming));
        }
    }

    private static void takeOver(RelayFixture relay) throws InterruptedException {
        try (KafkaSession successor = RelayFixture.kafka(relay.properties())) {
            successor.takeOver(Set.of());
        }
    }

    private RelayFixture recorded() {
        RelayListener recorder = new RelayListener() {
            @Override
            public void stateChanged(RelayState state) {
                states.add(state);
            }
        };
        return new RelayFixture(
                RelayFixture.properties(database, brokers),
                new Listeners(List.of(recorder, new StateLog())),
                ProducerFactory.KAFKA);
    }

    private static int count(RelayFixture one, RelayFixture other, Class<? extends RelayState> state) {
        return (state.isInstance(one.supervisor().state()) ? 1 : 0)
                + (state.isInstance(other.supervisor().state()) ? 1 : 0);
    }
}
