package com.everyoneslecture.testservices;

import com.everyoneslecture.localstack.BaseBackup;
import com.everyoneslecture.localstack.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A streaming standby of a {@link TestPostgres}, with a physical slot on the primary. It copies the slots for failover, unless its
 * {@link #set settings} say otherwise.
 */
public final class TestStandby {

    private final EmbeddedServer primary;
    private final EmbeddedServer process;
    private final String password;
    private final String database;
    private final String slot;

    private TestStandby(EmbeddedServer primary, EmbeddedServer process, String password, String database, String slot) {
        this.primary = primary;
        this.process = process;
        this.password = password;
        this.database = database;
        this.slot = slot;
    }

    static TestStandby of(
            EmbeddedServer primary, String password, Map<String, String> parameters, String database, int number) {
        String slot = "standby_" + number;
        Map<String, String> own = new HashMap<>(parameters);
        // The primary's walsenders wait for this standby; its own must not.
        own.remove("synchronized_standby_slots");
        return new TestStandby(primary, EmbeddedServer.postgres(password, own), password, database, slot);
    }

    /** Creates it from a copy of the primary and starts it. Returns when it answers. */
    public void start() throws InterruptedException {
        start(Map.of());
    }

    /** Does the same, with these settings. */
    public void start(Map<String, String> settings) throws InterruptedException {
        query(
                primary,
                "select pg_create_physical_replication_slot('" + slot + "', true)"
                        + " where not exists (select from pg_replication_slots where slot_name = '" + slot + "')");
        Map<String, String> all = new HashMap<>(
                Map.of("primary_slot_name", slot, "hot_standby_feedback", "on", "sync_replication_slots", "on"));
        all.putAll(settings);
        try {
            new BaseBackup(postgres(primary), password)
                    .takeStandby(process.directory().resolve("data"), database, all);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot copy the primary", e);
        }
        process.start();
    }

    /** Returns the server, which can be stopped, killed, paused, and restarted. */
    public TestServer server() {
        return process;
    }

    /** Returns the name of its physical slot on the primary. */
    public String slot() {
        return slot;
    }

    /** Returns the first column of the first row, as the superuser of this server; empty if there is no row. */
    public String query(String sql) {
        return query(process, sql);
    }

    /** Changes a setting of this server that takes effect without a restart. */
    public void set(String name, String value) {
        try (Connection connection = postgres(process).admin(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set " + name + " = '" + value + "'");
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** Returns whether it has replayed all that the primary has flushed until now. */
    public boolean hasAll() {
        String flushed = query(primary, "select pg_current_wal_flush_lsn()");
        return query("select pg_last_wal_replay_lsn() >= '" + flushed + "'").equals("t");
    }

    /** Promotes it to the primary. The former one should not be running. Returns when it accepts writes. */
    public void promote() {
        if (!query("select pg_promote(true, 60)").equals("t")) {
            throw new IllegalStateException("the standby was not promoted");
        }
    }

    /** Returns the former primary, which must be dead, as a standby of this promoted server. It does not run yet. */
    public TestStandby former() {
        return new TestStandby(/* primary= */ process, /* process= */ primary, password, database, slot + "_former");
    }

    private static PostgresServer postgres(EmbeddedServer of) {
        return (PostgresServer) of.server();
    }

    private String query(EmbeddedServer of, String sql) {
        try (Connection connection = postgres(of).admin(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
