package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/**
 * A moment of the database.
 *
 * @param database which one, and on which timeline
 * @param snapshot which rows were visible, as {@code pg_current_snapshot()} writes it
 * @param walEnd where the write-ahead log ended a moment later: whatever is visible committed before that
 */
public record Moment(String database, String snapshot, Lsn walEnd) {

    /**
     * The SQL expression of {@link #database()}. The timeline stands for restored backups and failovers, where transaction
     * ids are given out a second time. It is the one that is written to now: {@code pg_control_checkpoint()} knows that of
     * the last checkpoint, and a promoted standby takes transactions for minutes before its first.
     */
    public static final String DATABASE = "(select system_identifier from pg_control_system()) || '/'"
            + " || ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int";

    // The snapshot of a statement is taken before its functions are called: in this order a safe point needs them.
    private static final String QUERY =
            "select " + DATABASE + ", pg_current_snapshot()::text, pg_current_wal_insert_lsn()::text";

    /** Reads the present moment. */
    static Moment read(Connection connection) throws SQLException {
        return Objects.requireNonNull(Query.first(
                connection, QUERY, row -> new Moment(row.getString(1), row.getString(2), Lsn.parse(row.getString(3)))));
    }

    /** The timeline. */
    int timeline() {
        return Integer.parseInt(database.substring(database.indexOf('/') + 1));
    }
}
