package com.everyoneslecture.testservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.localstack.PostgresPair;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.PostgresSettings;
import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.process.FreePort;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A primary and its standby, with a failover in both directions. */
@Timeout(180)
@Tag("long")
class PostgresPairIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory = RunDirectory.ofThisJvm().create("pair");
    private PostgresPair pair = pair();

    @AfterEach
    void stopServers() throws Exception {
        pair.first().kill();
        pair.second().kill();
        RunDirectory.ofThisJvm().delete(directory);
    }

    @Test
    void failsOverThereAndBack() throws Exception {
        startBoth();
        execute(pair.first(), "create table kept (n int)");
        execute(pair.first(), "insert into kept values (1)");
        execute(pair.first(), "select pg_create_logical_replication_slot('logical', 'pgoutput', false, false, true)");
        assertThat(pair.primary()).isSameAs(pair.first());
        awaitLogicalSlotOn(pair.second(), pair.first());

        pair.failOver();
        assertThat(pair.primary()).isSameAs(pair.second());
        assertThat(pair.first().alive()).isFalse();
        assertThat(query(pair.second(), "select count(*) from pg_replication_slots where slot_name = 'logical'"))
                .isEqualTo("1");
        assertThat(query(pair.second(), "show synchronized_standby_slots")).isEmpty();
        execute(pair.second(), "insert into kept values (2)");
        assertThatThrownBy(pair::failOver)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("first");

        // The former primary is a copy of the new one.
        pair.first().start();
        assertThat(query(pair.first(), "select pg_is_in_recovery()")).isEqualTo("t");
        awaitLogicalSlotOn(pair.first(), pair.second());
        pair.failOver();
        assertThat(pair.primary()).isSameAs(pair.first());
        assertThat(query(pair.first(), "select count(*) from kept")).isEqualTo("2");
    }

    @Test
    void goesOnAfterAStopOfBothWithTheDataOfTheOneThatWasPromoted() throws Exception {
        startBoth();
        execute(pair.first(), "create table kept (n int)");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> query(pair.second(), "select to_regclass('kept') is not null")
                        .equals("t"));
        assertThat(settle()).isFalse();
        pair.failOver();
        execute(pair.second(), "insert into kept values (1)");
        pair.second().stop();
        assertThat(settle()).isTrue();

        // The pair again, on other ports.
        pair = pair();
        startBoth();
        assertThat(pair.primary()).isSameAs(pair.first());
        assertThat(query(pair.first(), "select count(*) from kept")).isEqualTo("1");
        pair.second().stop();
        pair.second().start();
        assertThat(query(pair.second(), "select pg_is_in_recovery()")).isEqualTo("t");

        pair.second().kill();
        PostgresPair.alone(pair.first(), List.of("second", "first"));
        assertThat(query(pair.first(), "select count(*) from pg_replication_slots"))
                .isEqualTo("0");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        query(pair.first(), "show synchronized_standby_slots").isEmpty());
    }

    private boolean settle() throws Exception {
        return PostgresPair.settle(
                directory.resolve("first").resolve("data"),
                directory.resolve("second").resolve("data"));
    }

    /** Starts both at the same time, as a launcher does. */
    private void startBoth() {
        CompletableFuture.allOf(started(pair.first()), started(pair.second())).join();
    }

    private static CompletableFuture<Void> started(PostgresServer server) {
        return CompletableFuture.runAsync(() -> {
            try {
                server.start();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    private static void awaitLogicalSlotOn(PostgresServer standby, PostgresServer primary) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            execute(primary, "select pg_log_standby_snapshot()");
            execute(primary, "select pg_replication_slot_advance('logical', pg_current_wal_lsn())");
            return query(
                            standby,
                            "select coalesce(bool_or(synced and not temporary), false)"
                                    + " from pg_replication_slots where slot_name = 'logical'")
                    .equals("t");
        });
    }

    private PostgresPair pair() {
        return new PostgresPair(settings("first"), settings("second"));
    }

    private PostgresSettings settings(String name) {
        return new PostgresSettings(
                name,
                ServerFiles.under(directory.resolve(name)),
                RunDirectory.programs(),
                FreePort.any(),
                "secret",
                Map.of("fsync", "off"));
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.admin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.admin("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return String.valueOf(row.getString(1));
        }
    }
}
