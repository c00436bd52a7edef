package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/**
 * A snapshot of the database, with its position in the write-ahead log.
 *
 * @param database the system and its timeline
 * @param snapshot the visible rows, as {@code pg_current_snapshot()} writes them
 * @param walEnd the end of the write-ahead log shortly after the snapshot: every visible row committed before it
 */
public record WalSnapshot(String database, String snapshot, Lsn walEnd) {

    /**
     * The SQL expression of {@link #database()}. The timeline changes with a restored backup and a failover, after which
     * transaction ids are assigned a second time. It is the timeline that is written to now: {@code pg_control_checkpoint()}
     * returns that of the last checkpoint, and a promoted standby commits transactions for minutes before its first checkpoint.
     */
    public static final String DATABASE = "(select system_identifier from pg_control_system()) || '/'"
            + " || ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int";

    // A statement takes its snapshot before it calls functions: a safe point needs this order.
    private static final String QUERY =
            "select " + DATABASE + ", pg_current_snapshot()::text, pg_current_wal_insert_lsn()::text";

    /** Reads the current snapshot. */
    static WalSnapshot read(Connection connection) throws SQLException {
        return Objects.requireNonNull(Query.first(
                connection,
                QUERY,
                row -> new WalSnapshot(row.getString(1), row.getString(2), Lsn.parse(row.getString(3)))));
    }

    /** The timeline. */
    int timeline() {
        return Integer.parseInt(database.substring(database.indexOf('/') + 1));
    }
}
