package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import com.everyoneslecture.testservices.TestStandby;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Doctor reports each setting and state that would make a failover lose time or publish events twice, with its remedy. */
@Timeout(120)
@Tag("long")
class DoctorFailoverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TestPostgres postgres;
    private TestDatabase database;
    private TestStandby standby;
    private OutboxFixture outbox;

    @BeforeEach
    void startPrimary() {
        postgres = TestPostgres.embedded();
        database = postgres.create(Schema.CATEGORY);
        standby = postgres.standby(database.name());
        outbox = new OutboxFixture(database);
    }

    @AfterEach
    void stopServers() {
        postgres.close();
    }

    @Test
    void findsASlotThatStandbysDoNotKeep() throws Exception {
        outbox.execute("select pg_create_logical_replication_slot('" + RelayFixture.slot(database) + "', 'pgoutput')");

        Finding found = finding("slot");
        assertThat(found.status()).isEqualTo(Status.WARN);
        assertThat(found.advice()).contains("restart the relay");

        Matcher command = Pattern.compile(
                        "psql \"host=(\\S+) port=(\\d+) dbname=(\\S+) user=(\\S+) replication=database\" -c '(.*)'")
                .matcher(Objects.requireNonNull(found.fix()));
        assertThat(command.matches()).as(found.fix()).isTrue();
        executeForReplication(
                "jdbc:postgresql://" + command.group(1) + ":" + command.group(2) + "/" + command.group(3),
                command.group(4),
                command.group(5));
        assertThat(finding("slot").status()).isEqualTo(Status.OK);
    }

    @Test
    void findsThatNoStandbyIsNamedAndThatANamedOneIsDown() throws Exception {
        assertThat(finding("synchronized_standby_slots").status()).isEqualTo(Status.OK);
        standby.start();
        awaitFeedback();
        assertThat(finding("standby standby_0").status()).isEqualTo(Status.OK);
        Finding unnamed = finding("synchronized_standby_slots");
        assertThat(unnamed.status()).isEqualTo(Status.WARN);

        execute(unnamed);
        assertThat(finding("synchronized_standby_slots").status()).isEqualTo(Status.OK);

        standby.server().stop();
        outbox.append("key-1");
        assertThat(finding("standby standby_0").status()).isEqualTo(Status.WARN);
        Finding down = finding("synchronized_standby_slots");
        assertThat(down.status()).isEqualTo(Status.FAIL);
        assertThat(down.detail()).contains("slot 'standby_0' is not active").contains("no event is published");

        execute(down);
        assertThat(finding("synchronized_standby_slots").status()).isEqualTo(Status.WARN);
    }

    @Test
    void findsAStandbyWithoutFeedback() throws Exception {
        standby.start();
        awaitFeedback();
        standby.set("hot_standby_feedback", "off");

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Finding found = finding("standby standby_0");
            assertThat(found.status()).isEqualTo(Status.WARN);
            assertThat(found.advice()).contains("hot_standby_feedback = on");
        });
    }

    @Test
    void findsWhatTheOtherServerLacks() throws Exception {
        String host = "host 127.0.0.1:" + standby.server().port();
        assertThat(finding(host).status()).isEqualTo(Status.WARN);
        standby.start();
        assertThat(finding(host).detail()).contains("without a copy of the slot");
        standby.set("sync_replication_slots", "off");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(finding(host).advice()).contains("sync_replication_slots = on"));
        standby.set("sync_replication_slots", "on");

        try (RelayFixture relay = RelayFixture.on(database, TestKafka.shared().bootstrapServers())) {
            relay.startAndStream();
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                outbox.append("key-1");
                outbox.letTheSlotBeWritten();
                assertThat(finding(host).status()).isEqualTo(Status.OK);
            });
        }
        standby.promote();
        // One of them, whichever the relay reaches first, and the other, too.
        assertThat(examination().findings())
                .anyMatch(finding -> finding.check().startsWith("host ")
                        && finding.status() == Status.FAIL
                        && finding.detail().contains("there are two"));
    }

    @Test
    void saysThatNoServerIsThePrimary() throws Exception {
        standby.start();
        postgres.server().kill();

        Finding found = examination().finding("server", "reachable");
        assertThat(found.status()).isEqualTo(Status.FAIL);
        assertThat(found.advice())
                .contains("none of these servers is a primary")
                .contains("pg_promote");

        standby.promote();
        assertThat(examination().finding("server", "reachable").status()).isEqualTo(Status.OK);
    }

    private void awaitFeedback() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> outbox.query("select xmin is not null or catalog_xmin is not null"
                                + " from pg_replication_slots where slot_name = 'standby_0'")
                        .equals("t"));
    }

    private void executeForReplication(String url, String role, String command) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", database.password(role));
        properties.setProperty("replication", "database");
        properties.setProperty("assumeMinServerVersion", "15");
        properties.setProperty("preferQueryMode", "simple");
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private void execute(Finding finding) {
        for (String statement : List.of(Objects.requireNonNull(finding.fix()).split(";", -1))) {
            outbox.execute(statement);
        }
    }

    private Finding finding(String check) {
        return examination().finding("failover", check);
    }

    private Examination examination() {
        return new Examination(
                RelayFixture.properties(database, TestKafka.shared().bootstrapServers()));
    }
}
