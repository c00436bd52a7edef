package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.LongSession;
import com.everyoneslecture.outbox.capture.jdbc.Query;
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

    /**
     * The transaction of this cluster that wrote the row: its id as the row stores it, which lacks the epoch, completed by the
     * epoch of the next id.
     */
    private static final String WRITTEN_BY = writtenBy("next_id");

    /** The first transaction id that this cluster has not completed, once for a statement. */
    private static final String NEXT_ID = "(select pg_snapshot_xmax(pg_current_snapshot())::text::bigint)";

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
     * Returns the SQL expression of the transaction of this cluster that wrote a row. The relay's own rows store the id of their
     * transaction. It is not higher than this one, which may be the id of a subtransaction or of a later update. The id that a
     * restored row stores had not been assigned when the row was written, so it is higher, and stays so.
     */
    public static String writtenBy() {
        return writtenBy(NEXT_ID);
    }

    private static String writtenBy(String nextId) {
        return "(" + nextId + " - ((" + nextId + " - xmin::text::bigint) & 4294967295))";
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
    public long count(LongSession session) throws SQLException {
        return count(session, "true");
    }

    /** Returns the number of such rows of days that ended longer ago than this; other partitions are not read. */
    public long countOlderThan(LongSession session, Duration age) throws SQLException {
        return count(
                session,
                "occurred_at < extract(epoch from date_trunc('day', now() - interval '" + age.toSeconds()
                        + " seconds'))::bigint * 1000000");
    }

    /** Without an index, it reads every row. */
    private long count(LongSession session, String condition) throws SQLException {
        return Objects.requireNonNull(Query.first(
                session.connection(),
                "select count(*) from " + table + " where " + FOREIGN + " and " + condition,
                row -> row.getLong(1)));
    }

    /**
     * Returns the statement that sets the id of the transaction of this cluster that loaded the rows: every safe point from
     * this one on covers them, and retention may drop them. Updates are not published.
     *
     * <p>It changes only rows of transactions that all ended before the safe point. Their events are published under the
     * transaction that loaded them, and the ledger may not name them any more. With an id that the safe point does not cover,
     * such as that of the update, the next check of a safe point would miss these events and publish them again. A row that was
     * loaded later is not changed, because it may not be published: if the safe point covered it, a recovery would pass over it.
     * A later safe point covers it, and its statement changes it. If the log did not deliver a row, because the publication
     * lacked the table when the row was loaded, no check finds that, neither before nor after the statement; {@code verify} does.
     * The bound is the lowest id in progress, because a row that a
     * subtransaction wrote stores the id of the subtransaction, which is higher than that of its transaction.
     *
     * @param safePoint the snapshot of the last safe point of this database, as {@code pg_current_snapshot()} writes it
     */
    public String fix(String safePoint) {
        return "update " + table + " set tx_id = (" + WRITTEN_BY + ")::text::xid8"
                + " from (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next_id) as cluster"
                + " where tx_id::text::bigint >= next_id and " + WRITTEN_BY + " < "
                + safePoint.substring(0, safePoint.indexOf(':'));
    }
}
