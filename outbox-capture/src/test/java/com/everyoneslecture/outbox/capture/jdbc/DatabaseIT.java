package com.everyoneslecture.outbox.capture.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseIT {

    private static final String SESSION = "select pg_backend_pid()";

    private final TestDatabase server = TestPostgres.shared().create(Schema.CATEGORY);
    private final DatabaseSettings settings =
            new DatabaseSettings(server.jdbcUrl(), "outbox_relay", server.password("outbox_relay"), Map.of());
    private final Database database = Database.keepingOne(settings);

    @AfterEach
    void release() {
        database.release();
    }

    @Test
    void readsInOneSessionUntilItIsReleased() throws SQLException {
        int first = session(database);
        assertThat(session(database)).isEqualTo(first);

        database.release();
        awaitSessions(0);
        assertThat(session(database)).isNotEqualTo(first);
    }

    @Test
    void readsOnWhereTheServerHasEndedTheSession() throws SQLException {
        int first = session(database);
        try (Connection administrator = server.admin().getConnection()) {
            Query.isTrue(administrator, "select pg_terminate_backend(?, 10000)", first);
        }
        assertThat(session(database)).isNotEqualTo(first);
    }

    @Test
    void readsOnceWhatTheServerRefusesAndThenInANewSession() throws SQLException {
        int first = session(database);
        List<Connection> tried = new ArrayList<>();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> database.read(connection -> {
                    tried.add(connection);
                    return Query.isTrue(connection, "select no_such_column");
                }))
                .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("42703"));
        assertThat(tried).hasSize(1);
        assertThat(session(database)).isNotEqualTo(first);
        awaitSessions(1);
    }

    @Test
    void givesEachOfTwoReadsAtOnceASessionAndKeepsOne() throws SQLException {
        int inner = database.read(connection -> {
            int outer = session(connection);
            int other = session(database);
            assertThat(other).isNotEqualTo(outer);
            return other;
        });
        awaitSessions(1);
        assertThat(session(database)).isNotEqualTo(inner);
    }

    @Test
    void keepsNoSessionWhereItWasNotAskedTo() throws SQLException {
        session(new Database(settings));
        awaitSessions(0);
    }

    private static int session(Database database) throws SQLException {
        return database.read(DatabaseIT::session);
    }

    private static int session(Connection connection) throws SQLException {
        return Objects.requireNonNull(Query.first(connection, SESSION, row -> row.getInt(1)));
    }

    private void awaitSessions(int expected) {
        Awaitility.await(expected + " sessions of the relay").untilAsserted(() -> {
            try (Connection administrator = server.admin().getConnection()) {
                assertThat(Query.rows(
                                administrator,
                                "select pid from pg_stat_activity where datname = ? and usename = 'outbox_relay'",
                                row -> row.getInt(1),
                                server.name()))
                        .hasSize(expected);
            }
        });
    }
}
