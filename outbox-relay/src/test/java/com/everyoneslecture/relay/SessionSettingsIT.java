package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.table.EventSelection;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.doctor.DatabaseDoctor;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.report.Listeners;
import com.everyoneslecture.relay.report.StateLog;
import com.everyoneslecture.relay.retention.OutboxPartitions;
import com.everyoneslecture.relay.retention.Retention;
import com.everyoneslecture.relay.retention.RetentionSettings;
import com.everyoneslecture.relay.verify.Report;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of a role or a database for other programs do not break the relay and its commands. */
@Timeout(180)
class SessionSettingsIT {

    /** The times are less than anything takes, or the settings lead elsewhere. */
    private static final Map<String, String> HOSTILE = settings(
            "statement_timeout", "'1ms'",
            "lock_timeout", "'1ms'",
            "idle_in_transaction_session_timeout", "'1ms'",
            "idle_session_timeout", "'1ms'",
            "default_transaction_isolation", "'serializable'",
            "timezone", "'America/New_York'",
            "search_path", "pg_catalog");

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final TestKafka kafka = TestKafka.shared();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final RelayProperties properties = RelayFixture.properties(database, kafka.bootstrapServers());
    private final Counts counts = new Counts();
    private final Retention retention = new Retention(
            new OutboxPartitions(
                    new Database(properties.database()), properties.slot().outbox()),
            new RetentionSettings(true, Duration.ofDays(30), 9, Duration.ofHours(1)),
            new Listeners(List.of(new StateLog(), counts)));

    @AfterEach
    void dropSlot() {
        fromAnotherDatabase("alter database " + database.name() + " reset all");
        outbox.dropSlot();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter role outbox_relay in database %s", "alter database %s"})
    void areTheRelaysOwn(String alter) throws SQLException {
        set(alter.formatted(database.name()), HOSTILE);
        set(alter.formatted(database.name()), Map.of("transaction_timeout", "'2s'"));

        try (Connection connection = new Database(properties.database()).connect()) {
            assertThat(shown(connection))
                    .containsExactlyInAnyOrderEntriesOf(settings(
                            "statement_timeout", "9s",
                            "lock_timeout", "0",
                            "idle_in_transaction_session_timeout", "0",
                            "idle_session_timeout", "0",
                            "transaction_timeout", "0",
                            "default_transaction_isolation", "read committed",
                            "timezone", "UTC",
                            "search_path", "public,pg_temp"));
        }
    }

    @Test
    void areThoseOfTheConfigurationWhereItNamesThem() throws SQLException {
        DatabaseSettings configured = new DatabaseSettings(
                database.jdbcUrl() + "?options=-c%20lock_timeout=7s",
                "outbox_relay",
                database.password("outbox_relay"),
                Map.of());

        try (Connection connection = new Database(configured).connect()) {
            assertThat(shown(connection)).containsEntry("lock_timeout", "7s").containsEntry("statement_timeout", "9s");
        }
    }

    @Test
    @Tag("long")
    void letRecoveryStreamRetentionAndCommandsDoTheirWork() throws Exception {
        outbox.execute("create table outbox_20200101 (like outbox including all);"
                + " alter table outbox_20200101 owner to category_owner;"
                + " alter table outbox attach partition outbox_20200101"
                + " for values from (1577836800000000) to (1577923200000000)");
        outbox.appendAt(Instant.parse("2020-01-01T12:00:00Z"), "old");
        outbox.appendInOneTransaction(3_000, 50);
        set("alter role outbox_relay in database " + database.name(), HOSTILE);

        try (RelayFixture relay = new RelayFixture(
                        properties, new Listeners(List.of(new StateLog(), counts, retention)), ProducerFactory.KAFKA);
                TopicFixture topic = new TopicFixture(kafka.bootstrapServers(), RelayFixture.topic(database))) {
            relay.startAndStream();
            outbox.appendMany(20, 3);
            ExactlyOnce.in(topic, outbox);
            assertThat(counts.recovered()).isEqualTo(3_001);

            counts.awaitNextSafePoint(outbox);
            Report report = Programs.verify(properties);
            assertThat(report.clean()).as(report.toString()).isTrue();
        }
        retention.run();
        assertThat(outbox.count("select count(*) from pg_class where relname = 'outbox_20200101'"))
                .isZero();
        long[] replayed = new long[1];
        Programs.replay(properties)
                .run(new EventSelection(List.of(), "category", "key-0", null, null), count -> replayed[0] = count);
        assertThat(replayed[0]).isPositive();
        assertThat(new DatabaseDoctor(
                                properties.database(), properties.slot(), RelayFixture.CONNECTOR, Clock.systemUTC())
                        .findings())
                .noneMatch(finding -> finding.status() == Finding.Status.FAIL);
    }

    private void set(String alter, Map<String, String> settings) {
        StringBuilder all = new StringBuilder();
        settings.forEach((name, value) -> all.append(alter)
                .append(" set ")
                .append(name)
                .append(" = ")
                .append(value)
                .append(';'));
        fromAnotherDatabase(all.toString());
    }

    /** Uses another database, because the tested settings would end its own session. */
    private static void fromAnotherDatabase(String sql) {
        try (Connection connection = TestPostgres.shared().admin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static Map<String, String> shown(Connection connection) throws SQLException {
        Map<String, String> shown = new LinkedHashMap<>();
        for (String name : HOSTILE.keySet()) {
            shown.put(name, show(connection, name));
        }
        shown.put("transaction_timeout", show(connection, "transaction_timeout"));
        return shown;
    }

    private static String show(Connection connection, String name) throws SQLException {
        return Objects.requireNonNull(
                Query.first(connection, "select current_setting(?)", row -> row.getString(1), name));
    }

    private static Map<String, String> settings(String... namesAndValues) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            settings.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return settings;
    }
}
