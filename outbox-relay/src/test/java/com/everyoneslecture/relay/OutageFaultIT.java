package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.proxy.TcpProxy;
import com.everyoneslecture.outbox.capture.CaptureFactory;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.service.database.PasswordFile;
import com.everyoneslecture.relay.app.Captures;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.RelayState.Backoff;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.report.RelayState.Stopped;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers become unreachable and return, in any order: nothing is lost, and the relay recovers by itself. */
@Timeout(180)
class OutageFaultIT {

    private static TestPostgres postgres;
    private static TestKafka kafka;

    private TestDatabase database;
    private OutboxFixture outbox;
    private RelayFixture relay;

    @BeforeAll
    static void startServers() {
        postgres = TestPostgres.start();
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
        relay = RelayFixture.on(database, kafka.bootstrapServers());
    }

    @AfterEach
    void stopRelay() {
        relay.close();
    }

    @Test
    void findsBackToADatabaseThatWasKilled() throws InterruptedException {
        relay.startAndStream();
        outbox.appendMany(100, 5);

        postgres.server().kill();
        assertThat(relay.await(Backoff.class).cause()).contains("PostgreSQL");
        postgres.server().start();
        relay.await(Streaming.class);

        outbox.appendMany(100, 5);
        assertEverythingArrivedInOrder();
    }

    @Test
    void takesARotatedPasswordFromItsFile(@TempDir Path directory) throws Exception {
        String role = "outbox_relay";
        Path password = Files.writeString(directory.resolve("password"), database.password(role) + "\n");
        relay.close();
        relay = new RelayFixture(RelayFixture.withDatabase(
                relay.properties(),
                new DatabaseSettings(database.jdbcUrl(), role, "", PasswordFile.properties(password))));
        relay.startAndStream();
        outbox.appendMany(100, 5);

        outbox.execute("alter role outbox_relay password 'rotated'");
        try {
            outbox.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'outbox_relay'");
            outbox.appendMany(100, 5);
            assertThat(relay.await(Halted.class).remedy()).contains("relay.database.password");

            Files.writeString(password, "rotated\n");
            relay.await(Streaming.class);
            outbox.appendMany(100, 5);
            assertEverythingArrivedInOrder();
        } finally {
            outbox.execute("alter role outbox_relay password '" + database.password(role) + "'");
        }
    }

    @Test
    void findsBackToABrokerThatWasKilled() throws InterruptedException {
        relay.startAndStream();
        outbox.appendMany(100, 5);

        kafka.server().kill();
        outbox.appendMany(100, 5);
        assertThat(relay.await(Backoff.class).cause()).contains("Kafka");
        outbox.appendMany(100, 5);
        kafka.server().start();
        relay.await(Streaming.class);

        assertEverythingArrivedInOrder();
    }

    @Test
    @Tag("long")
    void saysThatAnIdleBrokerIsAway() throws InterruptedException {
        relay.startAndStream();
        kafka.server().kill();
        Awaitility.await()
                .until(() -> relay.supervisor().probeFailure() != null
                        || relay.supervisor().state() instanceof Backoff);
        kafka.server().start();
        relay.await(state -> state instanceof Streaming && relay.supervisor().probeFailure() == null);
        outbox.append("a");
        assertEverythingArrivedInOrder();
    }

    @Test
    @Tag("long")
    void startsWhileBothAreAwayAndWaitsForEach() throws InterruptedException {
        relay.startAndStream();
        relay.close();
        outbox.appendMany(10, 2);
        kafka.server().stop();
        postgres.server().stop();

        relay = RelayFixture.on(database, kafka.bootstrapServers()).start();
        assertThat(relay.await(Backoff.class).cause()).contains("PostgreSQL");
        postgres.server().start();
        relay.await(state -> state instanceof Backoff backoff && backoff.cause().contains("Kafka"));
        kafka.server().start();
        relay.await(Streaming.class);

        assertEverythingArrivedInOrder();
    }

    /** Simulates a network of containers, where the name of a container disappears with it. */
    @Test
    void waitsForABrokerWhoseNameIsNotKnownYet() {
        relay = RelayFixture.on(database, "nobody.invalid:9092").start();
        assertThat(relay.await(Backoff.class).cause()).contains("nobody.invalid:9092");
    }

    @Test
    void goesOnAfterConnectionsWereTerminated() {
        relay.startAndStream();
        outbox.appendMany(100, 5);
        outbox.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'outbox_relay'");
        outbox.appendMany(100, 5);
        assertEverythingArrivedInOrder();
    }

    /**
     * Simulates a firewall that forgets one connection: the server ends the stream after its patience, but the end never reaches
     * the relay, whose other connections work.
     */
    @Test
    @Tag("long")
    @Tag("captures")
    void streamsAgainAfterTheNetworkHasDroppedTheStreamWithoutASign() {
        try (TcpProxy proxy =
                new TcpProxy("stream", Integer.parseInt(databaseSettings().port()))) {
            relay = new RelayFixture(relay.properties(), new StateLog(), ProducerFactory.KAFKA, throughAtFirst(proxy));
            relay.startAndStream();
            outbox.appendMany(100, 5);
            assertEverythingArrivedInOrder();

            proxy.cut();
            outbox.appendMany(100, 5);

            assertThat(relay.await(Backoff.class).cause()).contains("the server has ended the stream from slot");
            relay.await(Streaming.class);
            assertEverythingArrivedInOrder();
        }
    }

    @Test
    @Tag("long")
    void stopsWhileTheBrokerIsAway() throws InterruptedException {
        relay.startAndStream();
        kafka.server().kill();
        try {
            outbox.append("a");
            relay.close();
            // On a slow machine, after the time for which the close waits.
            relay.await(Stopped.class);
        } finally {
            kafka.server().start();
        }

        relay = RelayFixture.on(database, kafka.bootstrapServers()).startAndStream();
        assertEverythingArrivedInOrder();
    }

    @Test
    void stopsWhileTheDatabaseIsFrozenAndTheNextOneGoesOn() throws InterruptedException {
        relay.startAndStream();
        outbox.append("a");
        postgres.server().pause();
        try {
            relay.close();
        } finally {
            postgres.server().resume();
        }

        relay = RelayFixture.on(database, kafka.bootstrapServers()).startAndStream();
        outbox.append("a");
        assertEverythingArrivedInOrder();
    }

    @Test
    @Tag("long")
    void outlastsADatabaseThatIsFrozenForLongerThanItsPatience() throws InterruptedException {
        relay.startAndStream();
        postgres.server().pause();
        try {
            assertThat(relay.await(Backoff.class).cause()).isNotBlank();
        } finally {
            postgres.server().resume();
        }
        relay.await(Streaming.class);
        outbox.appendMany(10, 2);
        assertEverythingArrivedInOrder();
    }

    /**
     * A statement that reads the whole outbox has no time limit; here it waits for this test's locks. They are on the partitions
     * alone, because statements with a time limit read the table's definition.
     */
    @Test
    @Tag("long")
    void leavesADatabaseThatHangsDuringAStatementWithoutTimeLimit() throws Exception {
        outbox.appendMany(100, 5);
        try (Connection locking = database.admin().getConnection();
                Statement statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("lock table "
                    + outbox.query("select string_agg(inhrelid::regclass::text, ', ') from pg_inherits"
                            + " where inhparent = 'outbox'::regclass")
                    + " in access exclusive mode");
            relay.start();
            Awaitility.await("statement that waits for the locks")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> outbox.count("select count(*) from pg_stat_activity where usename = 'outbox_relay'"
                                    + " and wait_event_type = 'Lock' and query like 'select distinct aggregatetype%'")
                            == 1);
            postgres.server().pause();
            try {
                assertThat(relay.await(Backoff.class).cause()).contains("PostgreSQL 08");
            } finally {
                postgres.server().resume();
            }
            locking.rollback();
        }
        relay.await(Streaming.class);
        assertEverythingArrivedInOrder();
    }

    /** The creation of a slot waits for the transactions that are open, without a time limit. */
    @Test
    @Tag("long")
    void leavesADatabaseThatHangsWhileItCreatesTheSlot() throws Exception {
        try (Connection open = database.admin().getConnection();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            relay.start();
            Awaitility.await("creation that waits for the open transaction")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> outbox.count("select count(*) from pg_stat_activity where usename = 'outbox_relay'"
                                    + " and state = 'active' and query like '%pg_create_logical_replication_slot%'")
                            == 1);
            postgres.server().pause();
            try {
                assertThat(relay.await(Backoff.class).cause()).contains("PostgreSQL 08");
            } finally {
                postgres.server().resume();
            }
            open.rollback();
        }
        relay.await(Streaming.class);
        outbox.appendMany(100, 5);
        assertEverythingArrivedInOrder();
    }

    @Test
    void haltsWithoutLogicalWal() {
        try (TestPostgres replica = TestPostgres.start(Map.of("wal_level", "replica"))) {
            relay = RelayFixture.on(replica.create(Schema.CATEGORY), kafka.bootstrapServers());

            Halted halted = relay.start().await(Halted.class);

            assertThat(halted.cause()).isEqualTo("wal_level is 'replica', not 'logical'");
            assertThat(halted.remedy())
                    .contains("alter system set wal_level = 'logical'")
                    .contains("restart");
        }
    }

    @Test
    void haltsWhereTheRoleMayNotReplicate() {
        outbox.execute("alter role outbox_relay noreplication");
        try {
            Halted halted = relay.start().await(Halted.class);
            assertThat(halted.cause()).isEqualTo("role 'outbox_relay' may not replicate");
            assertThat(halted.remedy()).isEqualTo("alter role outbox_relay replication");
        } finally {
            outbox.execute("alter role outbox_relay replication");
        }
        relay.await(Streaming.class);
    }

    /** Starts the first capture through the proxy, and all others without it. */
    private CaptureFactory throughAtFirst(TcpProxy proxy) {
        String direct = databaseSettings().hosts().get(0);
        AtomicBoolean first = new AtomicBoolean(true);
        return (server, slot, settings, consumer) -> new Captures()
                .start(
                        first.getAndSet(false)
                                ? new DatabaseSettings(
                                        server.url().replace(direct, "127.0.0.1:" + proxy.port()),
                                        server.username(),
                                        server.password(),
                                        server.properties())
                                : server,
                        slot,
                        settings,
                        consumer);
    }

    private DatabaseSettings databaseSettings() {
        return relay.properties().database();
    }

    private void assertEverythingArrivedInOrder() {
        try (TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database))) {
            topic.await(outbox.committed());
            assertThat(topic.versionsByKey().values())
                    .isNotEmpty()
                    .allSatisfy(versions -> assertThat(versions)
                            .isEqualTo(LongStream.rangeClosed(1, versions.size())
                                    .boxed()
                                    .toList()));
        }
    }
}
