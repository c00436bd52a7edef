package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.capture.jdbc.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

/**
 * Rows of the outbox whose transaction id this cluster has not assigned yet. They were restored from another cluster, by a dump
 * or by a logical migration, and no snapshot of this cluster covers them.
 */
public final class ForeignRows {

    /** The same expression as that of the index, if there is one. */
    private static final String FOREIGN =
            "tx_id::text::bigint >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

    private static final String READABLE = """
            select coalesce(has_table_privilege(to_regclass(?), 'select'), false)
                   and exists (select from pg_attribute
                               where attrelid = to_regclass(?) and attname = 'tx_id' and not attisdropped)
            """;

    private final String table;

    /** @param table the outbox, with its schema */
    public ForeignRows(String table) {
        this.table = table;
    }

    /**
     * Returns whether the relay's role may read the column.
     *
     * @throws SQLException if the server is unreachable
     */
    public boolean readable(Connection connection) throws SQLException {
        return Query.isTrue(connection, READABLE, table, table);
    }

    /**
     * Returns the number of such rows.
     *
     * @throws SQLException if the server is unreachable
     */
    public long count(Connection connection) throws SQLException {
        return count(connection, "true");
    }

    /** Returns the number of such rows of days that ended longer ago than this; other partitions are not read. */
    public long countOlderThan(Connection connection, Duration age) throws SQLException {
        return count(
                connection,
                "occurred_at < extract(epoch from date_trunc('day', now() - interval '" + age.toSeconds()
                        + " seconds'))::bigint * 1000000");
    }

    private long count(Connection connection, String condition) throws SQLException {
        // Without an index, it reads every row.
        SessionSettings.unbound(connection);
        return Objects.requireNonNull(Query.first(
                connection,
                "select count(*) from " + table + " where " + FOREIGN + " and " + condition,
                row -> row.getLong(1)));
    }

    /**
     * Returns the statement that sets a transaction id of this cluster: later safe points cover the rows, and retention may
     * drop them. Updates are not published.
     */
    public String fix() {
        return "update " + table + " set tx_id = pg_current_xact_id() where " + FOREIGN;
    }
}
