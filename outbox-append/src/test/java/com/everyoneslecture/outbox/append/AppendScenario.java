package com.everyoneslecture.outbox.append;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Appends as the writer's role, to the outbox of the migrations and to tables of other names. */
abstract class AppendScenario {

    static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.CATEGORY);

    static final String COLUMNS =
            "(id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at, traceparent,"
                    + " payload_bytes, tombstone, record_key, headers, content_type)";

    Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        admin("create schema shop", "grant usage on schema shop to category_app");
        connection = DATABASE.as("category_app").getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
        admin("drop schema shop cascade");
    }

    static NewEvent.Builder event(long version) {
        return NewEvent.builder("order", "4711")
                .version(version)
                .type("OrderPlaced")
                .payload("{}");
    }

    static List<NewEvent> events(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(version -> event(version).build())
                .toList();
    }

    static void create(String table) throws SQLException {
        admin(
                "create table " + table + " (like public.outbox including all)",
                "grant insert " + COLUMNS + " on " + table + " to category_app");
    }

    static void admin(String... statements) throws SQLException {
        try (Connection admin = DATABASE.admin().getConnection();
                Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static List<String> rows(String sql) throws SQLException {
        try (Connection admin = DATABASE.admin().getConnection();
                Statement statement = admin.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    void rollBack() {
        assertThatCode(() -> connection.rollback()).doesNotThrowAnyException();
    }
}
