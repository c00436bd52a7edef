package com.everyoneslecture.benchmarks.audit;

import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * An outbox with two snapshots.
 *
 * @param servers the servers with the outbox
 * @param window the number of rows between the snapshots, the newest ones
 * @param earlier a snapshot that covers all other rows
 * @param later a snapshot that covers all rows
 */
record AuditedOutbox(Servers servers, int window, String earlier, String later) {

    static final int PER_TRANSACTION = 10;

    private static final String INDEX = """
            create index if not exists outbox_tx_id on outbox using brin (((tx_id::text)::bigint)) with (autosummarize = on)
            """;

    /** Fills the outbox, and runs the maintenance that the server would do later: the index covers all rows. */
    static AuditedOutbox fill(Servers servers, int rows, int window) throws SQLException {
        servers.execute(INDEX);
        append(servers, 0, rows - window);
        String earlier = snapshot(servers);
        append(servers, rows - window, rows);
        String later = snapshot(servers);
        servers.execute("vacuum (freeze, analyze) outbox");
        servers.execute("checkpoint");
        return new AuditedOutbox(servers, window, earlier, later);
    }

    /**
     * Runs the query once.
     *
     * @return milliseconds for each 100,000 rows between the snapshots
     * @throws IllegalStateException if the query did not count all rows
     */
    double millisPer100k(Checksum checksum, boolean indexed) throws SQLException {
        try (Connection connection = servers.admin(Schema.CATEGORY).getConnection();
                Statement settings = connection.createStatement();
                PreparedStatement query = connection.prepareStatement(checksum.query())) {
            settings.execute("set max_parallel_workers_per_gather = 0");
            // Only bitmap scans use a BRIN index.
            settings.execute("set enable_bitmapscan = " + (indexed ? "on" : "off"));
            query.setString(1, earlier);
            query.setString(2, later);
            query.setString(3, earlier);
            query.setString(4, later);
            long began = System.nanoTime();
            long counted = count(query);
            double millis = (System.nanoTime() - began) / 1e6;
            if (counted != window) {
                throw new IllegalStateException("counted " + counted + " rows of " + window);
            }
            return millis * 100_000 / window;
        }
    }

    private static long count(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void append(Servers servers, int from, int to) throws SQLException {
        servers.execute("""
                do $$
                begin
                    perform set_config('synchronous_commit', 'off', false);
                    for lowest in %1$s .. %2$s - 1 by %3$s loop
                        insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)
                        select gen_random_uuid(), 'category', mod(number, 5000), number / 5000 + 1, 'LectureCategoryChanged',
                               '{"eventType":"LectureCategoryChanged","timestamp":"2022-08-08-12:12:37",'
                               || '"jobType":"UPDATE","categoryId":' || mod(number, 5000) || ',"categoryName":"최종테스트"}',
                               extract(epoch from clock_timestamp())::bigint * 1000000
                        from generate_series(lowest, least(lowest + %3$s, %2$s) - 1) as number;
                        commit;
                    end loop;
                end
                $$
                """.formatted(from, to, PER_TRANSACTION));
    }

    private static String snapshot(Servers servers) throws SQLException {
        try (Connection connection = servers.admin(Schema.CATEGORY).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_current_snapshot()::text")) {
            row.next();
            return row.getString(1);
        }
    }
}
