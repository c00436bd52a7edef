package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.schema.OutboxDefinition;
import com.everyoneslecture.outbox.schema.OutboxSchema;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.routing.RouteSettings;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A separate database with an outbox of any name, to which any program appends by plain SQL. Used by one thread. */
final class ShopDatabase {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final TestPostgres postgres = TestPostgres.shared();
    private final String name = "shop_" + DATABASES.incrementAndGet();
    private final DataSource admin = postgres.admin(name);
    private final DataSource app = postgres.as("shop_app", "of the app", name);
    private final OutboxNames outbox;

    ShopDatabase(OutboxNames outbox) throws SQLException {
        this.outbox = outbox;
        execute(postgres.admin("postgres"), "create database " + name);
        execute("create schema " + outbox.quotedSchema());
    }

    /** Returns the name of the database and of the relay's slot. */
    String name() {
        return name;
    }

    DataSource admin() {
        return admin;
    }

    void createOutbox() throws SQLException {
        OutboxSchema schema =
                new OutboxSchema(new OutboxDefinition(outbox, "events", "shop_app", "shop_relay", "shop_owner"));
        assertThat(schema.apply(admin, true)).isEmpty();
        execute("alter role shop_app password 'of the app'; alter role shop_relay password 'of the relay'");
    }

    /** Creates the roles of {@link #createOutbox}, for a table that exists already. */
    void createRoles() throws SQLException {
        execute("do $$ begin create role shop_app login; exception when duplicate_object then null; end $$;"
                + " do $$ begin create role shop_relay login replication; exception when duplicate_object then null; end $$;"
                + " alter role shop_app password 'of the app'; alter role shop_relay password 'of the relay'");
    }

    RelayProperties properties(Connector connector, List<RouteSettings> routes) {
        RelayProperties usual = RelayFixture.properties(
                postgres.jdbcUrl(name), name, "of the relay", TestKafka.shared().bootstrapServers());
        CaptureSettings capture = usual.capture();
        return new RelayProperties(
                new DatabaseSettings(postgres.jdbcUrl(name), "shop_relay", "of the relay", Map.of()),
                new SlotSettings(
                        name,
                        "events",
                        outbox.quotedSchema() + "." + OutboxNames.quoted(outbox.table()),
                        Duration.ofSeconds(5)),
                new CaptureSettings(
                        connector,
                        capture.pollInterval(),
                        capture.acknowledgeInterval(),
                        capture.maximumBatchSize(),
                        Map.of()),
                usual.walWatch(),
                usual.retention(),
                usual.kafka(),
                usual.topics(),
                routes,
                Map.of(),
                null,
                null,
                usual.operations(),
                usual.backoff(),
                usual.probeInterval(),
                usual.probePatience());
    }

    /** Appends like a program in any language: in one transaction. */
    void append(String... statements) throws SQLException {
        try (Connection connection = app.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    void execute(String sql) throws SQLException {
        execute(admin, sql);
    }

    void dropSlot() throws SQLException {
        execute("select pg_drop_replication_slot('" + name + "')");
    }

    List<String> rows(String sql) throws SQLException {
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
