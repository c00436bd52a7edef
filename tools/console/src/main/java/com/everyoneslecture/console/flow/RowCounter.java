package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.RowCount.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Counts the rows of a table: exactly up to {@link #BOUND}, so that the cost does not depend on the size, and by an estimate beyond it. The
 * server's statistics of rows alone are no count: they start at 0 after a crash.
 */
final class RowCounter {

    static final int BOUND = 10_000;

    /** PostgreSQL's code of a statement that took too long. */
    private static final String CANCELLED = "57014";

    private final String count;
    private final String estimate;

    /** @param table the qualified name of a table, which may be partitioned */
    RowCounter(String table) {
        this.count = "select count(*) from (select from " + table + " limit " + (BOUND + 1) + ") as bounded";
        // As PostgreSQL's planner does: rows per page as of the last vacuum or analyze, times the present pages.
        // Without either, the number of rows in the statistics; the second column is whether this was needed.
        this.estimate = """
            select coalesce(sum(case when analyzed then reltuples / relpages * pages else live end), 0)::bigint,
                   coalesce(bool_or(pages > 0 and not analyzed), false)
            from (select class.reltuples, class.relpages, class.reltuples >= 0 and class.relpages > 0 as analyzed,
                         pg_relation_size(class.oid) / current_setting('block_size')::integer as pages,
                         pg_stat_get_live_tuples(class.oid) as live
                  from pg_class as class
                  where class.relkind = 'r' and (class.oid = '%1$s'::regclass
                        or class.oid in (select relid from pg_partition_tree('%1$s') where isleaf))) as leaves
            """.formatted(table);
    }

    RowCount count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(count)) {
            row.next();
            long rows = row.getLong(1);
            if (rows <= BOUND) {
                return RowCount.exact(rows);
            }
        } catch (SQLException e) {
            if (!CANCELLED.equals(e.getSQLState())) {
                throw e;
            }
            return estimate(connection, 0);
        }
        return estimate(connection, BOUND);
    }

    private RowCount estimate(Connection connection, long least) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(estimate)) {
            row.next();
            long rows = Math.max(least, row.getLong(1));
            return new RowCount(rows, row.getBoolean(2) || rows == least ? Kind.MINIMUM : Kind.ESTIMATED);
        }
    }
}
