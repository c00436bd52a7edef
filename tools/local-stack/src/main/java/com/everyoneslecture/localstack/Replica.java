package com.everyoneslecture.localstack;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A standby that does not run: its files, and its slot on the primary. */
record Replica(PostgresServer self, PostgresServer primary, String password) {

    /**
     * Prepares the standby to stream from the primary when it is started. If the primary has kept the log for it, the
     * standby keeps its files; otherwise they are replaced by a copy of the primary's files. From now on the consumers
     * of the primary's failover slots receive only what the standby has received.
     *
     * @throws IllegalStateException if the primary cannot be copied, or refuses a statement
     */
    void follow() {
        String slot = slot(self.name());
        boolean kept = isTrue(
                primary,
                "select exists (select from pg_replication_slots where slot_name = '" + slot
                        + "' and wal_status <> 'lost')");
        // The slot that remains from the time when the primary was the standby.
        dropSlot(primary, primary.name());
        BaseBackup backup = new BaseBackup(primary, password);
        Map<String, String> settings = Map.of(
                "primary_slot_name", slot,
                "hot_standby_feedback", "on",
                "sync_replication_slots", "on",
                // Overrides the value copied from the primary: once promoted, this server waits for no standby.
                "synchronized_standby_slots", "");
        try {
            if (kept && PostgresPair.isStandby(self)) {
                backup.followIn(self.files().data(), "postgres", settings);
            } else {
                dropSlot(primary, self.name());
                execute(primary, "select pg_create_physical_replication_slot('" + slot + "', true)");
                backup.takeStandby(self.files().data(), "postgres", settings);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot copy " + primary.name(), e);
        }
        execute(primary, "alter system set synchronized_standby_slots = '" + slot + "'");
        execute(primary, "select pg_reload_conf()");
    }

    /** Drops the slot of a standby that does not stream, so that the server keeps no log for it. */
    static void dropSlot(PostgresServer server, String standby) {
        execute(
                server,
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '"
                        + slot(standby) + "' and not active");
    }

    /** Returns whether the query returns true; false if the server does not respond or the query fails. */
    static boolean isTrue(PostgresServer server, String sql) {
        try (Connection connection = server.impatientAdmin("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Runs a statement as the superuser.
     *
     * @throws IllegalStateException if the statement fails
     */
    static void execute(PostgresServer server, String sql) {
        try (Connection connection = server.admin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(server.name() + " refuses: " + sql, e);
        }
    }

    private static String slot(String server) {
        return server.replace('-', '_');
    }
}
