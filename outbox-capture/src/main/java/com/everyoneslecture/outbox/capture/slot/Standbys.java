package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The standbys that have a physical slot on the primary. Programs that archive the log also have such slots. */
public final class Standbys {

    private static final String SLOTS = """
            select slots.slot_name, slots.active, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), slots.restart_lsn),
                   slots.xmin is not null or slots.catalog_xmin is not null, coalesce(senders.application_name, '')
            from pg_replication_slots as slots left join pg_stat_replication as senders on senders.pid = slots.active_pid
            where slots.slot_type = 'physical' and slots.restart_lsn is not null and slots.wal_status <> 'lost'
            order by slots.restart_lsn
            """;

    private Standbys() {}

    /**
     * Returns all standbys whose slot has a position and is not lost, the one furthest behind first.
     *
     * @throws SQLException if the server is unreachable
     */
    public static List<Standby> all(Connection connection) throws SQLException {
        return Query.rows(
                connection,
                SLOTS,
                row -> new Standby(
                        row.getString(1), row.getBoolean(2), row.getLong(3), row.getBoolean(4), row.getString(5)));
    }

    /**
     * A standby, as its slot on the primary shows it.
     *
     * @param slot the name of its slot
     * @param active whether it streams
     * @param lagBytes the bytes of the log that it has not received yet
     * @param feedback whether it reports the rows that it still needs ({@code hot_standby_feedback})
     * @param application its {@code application_name}; empty if it does not stream
     */
    public record Standby(String slot, boolean active, long lagBytes, boolean feedback, String application) {

        /** Far more than the lag of a standby that keeps up: 64 MiB. */
        private static final long FAR_BYTES = 64L << 20;

        /** Returns whether it does not keep up: it lags and does not stream, or it lags by more than 64 MiB. */
        public boolean isBehind() {
            return (!active && lagBytes > 0) || lagBytes > FAR_BYTES;
        }

        /** Returns a text with its slot and its lag in MiB. */
        public String description() {
            return "the standby of slot '" + slot + "' " + (active ? "is " : "does not stream, and is ")
                    + (lagBytes >> 20) + " MiB behind";
        }

        /** Returns the action for an operator. */
        public String remedy() {
            return "start the standby, or, if it is gone for good: select pg_drop_replication_slot('" + slot + "')";
        }
    }
}
