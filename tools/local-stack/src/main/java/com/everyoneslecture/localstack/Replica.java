package com.everyoneslecture.localstack;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The files of a standby, which does not run, and what its primary keeps for it. */
record Replica(PostgresServer self, PostgresServer primary, String password) {

    /**
     * Has the standby stream from the primary when it is started: with the files that it has, where the primary has kept the log for it,
     * and with a copy of the primary's elsewhere. The users of the primary's failover slots get nothing from now on that the standby does
     * not have.
     */
    void follow() {
        String slot = slot(self.name());
        boolean kept = isTrue(
                primary,
                "select exists (select from pg_replication_slots where slot_name = '" + slot
                        + "' and wal_status <> 'lost')");
        // From when the primary was the standby.
        dropSlot(primary, primary.name());
        BaseBackup backup = new BaseBackup(primary, password);
        Map<String, String> settings = Map.of(
                "primary_slot_name", slot,
                "hot_standby_feedback", "on",
                "sync_replication_slots", "on",
                // Copied from the primary; this one waits for no other when it is promoted.
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

    /** Has a server keep nothing for a standby that does not run. */
    static void dropSlot(PostgresServer server, String standby) {
        execute(
                server,
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '"
                        + slot(standby) + "' and not active");
    }

    /** Returns whether the server answers so; a server that does not answer does not. */
    static boolean isTrue(PostgresServer server, String sql) {
        try (Connection connection = server.impatientAdmin("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Runs a statement as the superuser. */
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
