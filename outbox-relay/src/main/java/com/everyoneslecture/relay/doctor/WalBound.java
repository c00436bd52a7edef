package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/**
 * The bound on the log that the server keeps for slots, {@code max_slot_wal_keep_size}. It applies to every slot of the server:
 * PostgreSQL invalidates the slots, also those of standbys and of other programs, that are further behind.
 *
 * @param mebibytes negative if there is no bound
 * @param keptBytes the log that is kept for the slot that is furthest behind; 0 without slots
 */
record WalBound(long mebibytes, long keptBytes) {

    private static final String READ = """
            select (select setting::bigint from pg_settings where name = 'max_slot_wal_keep_size'),
                   (select coalesce(max(pg_wal_lsn_diff(written.lsn, restart_lsn)), 0)::bigint from pg_replication_slots)
            from (select case when pg_is_in_recovery() then pg_last_wal_receive_lsn() else pg_current_wal_lsn() end as lsn)
                 as written
            """;

    private static final long USUAL_GIBIBYTES = 10;

    static WalBound read(Connection connection) throws SQLException {
        return Objects.requireNonNull(
                Query.first(connection, READ, row -> new WalBound(row.getLong(1), row.getLong(2))));
    }

    /**
     * Returns the statement for a bound that invalidates no slot: at least 10 GB, twice the present bound, and twice the log that
     * is kept.
     */
    String raise() {
        long twice = Math.max(2 * (mebibytes >> 10), 2 * ((keptBytes >> 30) + 1));
        return "alter system set max_slot_wal_keep_size = '" + Math.max(USUAL_GIBIBYTES, twice) + "GB'"
                + ServerSettings.RELOAD;
    }
}
