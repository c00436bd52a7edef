package com.everyoneslecture.benchmarks.write;

import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** Writes at the full speed of a few connections, for a limited time. */
final class Load {

    private static final int CONNECTIONS = 4;
    private static final int CATEGORIES_PER_CONNECTION = 1_000;

    private final Servers servers;
    private final Duration duration;

    Load(Servers servers, Duration duration) {
        this.servers = servers;
        this.duration = duration;
    }

    /** Runs one burst of writes of one kind. */
    Burst run(Kind kind) throws SQLException, InterruptedException {
        // After a checkpoint, the first change of each page logs the whole page.
        // Each burst should have the same share of that.
        servers.execute("checkpoint");
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try (Connection connection = servers.admin(Schema.CATEGORY).getConnection();
                Statement statement = connection.createStatement()) {
            long rowsBefore = number(statement, "select count(*) from outbox");
            long walBefore = number(statement, "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')");
            List<Future<Written>> writing = new ArrayList<>();
            for (int each = 0; each < CONNECTIONS; each++) {
                writing.add(threads.submit(() -> write(kind)));
            }
            Written all = new Written(0, 0, 0);
            for (Future<Written> each : writing) {
                all = all.plus(each.get());
            }
            long wal = number(statement, "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')") - walBefore;
            long rows = number(statement, "select count(*) from outbox") - rowsBefore;
            return new Burst(
                    all.counted() / (all.seconds() / CONNECTIONS),
                    wal / (double) all.commits(),
                    (kind.outbox() ? all.commits() : 0) - rows);
        } catch (ExecutionException e) {
            throw new SQLException("a category could not be written", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Written write(Kind kind) throws SQLException {
        try (CategoryWriter writer =
                new CategoryWriter(servers.as("category_app", Schema.CATEGORY).getConnection(), kind.outbox())) {
            List<Long> ids = new ArrayList<>();
            long commits = 0;
            while (!kind.creates() && ids.size() < CATEGORIES_PER_CONNECTION) {
                ids.add(writer.create());
                commits++;
            }
            long beganNanos = System.nanoTime();
            long counted = 0;
            while (System.nanoTime() - beganNanos < duration.toNanos()) {
                if (kind.creates()) {
                    writer.create();
                } else {
                    writer.rename(ids.get(ThreadLocalRandom.current().nextInt(ids.size())));
                }
                counted++;
            }
            return new Written(counted, commits + counted, (System.nanoTime() - beganNanos) / 1e9);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private record Written(long counted, long commits, double seconds) {
        Written plus(Written other) {
            return new Written(counted + other.counted, commits + other.commits, seconds + other.seconds);
        }
    }

    /**
     * The figures of one burst of writes.
     *
     * @param perSecond commits per second
     * @param walBytes the bytes of log for each commit
     * @param difference the number of events that must be in the outbox, less the number that is
     */
    record Burst(double perSecond, double walBytes, long difference) {}
}
