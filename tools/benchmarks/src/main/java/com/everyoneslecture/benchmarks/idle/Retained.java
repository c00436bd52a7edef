package com.everyoneslecture.benchmarks.idle;

import com.everyoneslecture.benchmarks.servers.Servers;
import com.everyoneslecture.db.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The log that a slot retains, over time.
 *
 * @param writtenBytes the bytes of log written meanwhile
 * @param samples one sample each quarter of a second
 */
record Retained(long writtenBytes, List<Sample> samples) {

    private static final long INTERVAL_MILLIS = 250;

    /** Polls the slot for this long. */
    static Retained watch(Servers servers, String slot, Duration duration) throws SQLException, InterruptedException {
        try (Connection connection = servers.admin(Schema.CATEGORY).getConnection();
                Statement statement = connection.createStatement()) {
            long beganNanos = System.nanoTime();
            long began = written(statement);
            List<Sample> samples = new ArrayList<>();
            while (System.nanoTime() - beganNanos < duration.toNanos()) {
                samples.add(sample(statement, slot, beganNanos));
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
            return new Retained(written(statement) - began, samples);
        }
    }

    /** Returns the maximum of the unacknowledged bytes. */
    long maximumUnconfirmedBytes() {
        return samples.stream().mapToLong(Sample::unconfirmedBytes).max().orElse(0);
    }

    /** Returns the maximum of the bytes that the server had to keep. */
    long maximumRetainedBytes() {
        return samples.stream().mapToLong(Sample::retainedBytes).max().orElse(0);
    }

    private static long written(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Sample sample(Statement statement, String slot, long beganNanos) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn),"
                + " pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)"
                + " from pg_replication_slots where slot_name = '" + slot + "'")) {
            row.next();
            return new Sample((System.nanoTime() - beganNanos) / 1e9, row.getLong(1), row.getLong(2));
        }
    }

    /**
     * The slot at a moment.
     *
     * @param seconds the time since the first sample
     * @param unconfirmedBytes the bytes that the relay has not acknowledged
     * @param retainedBytes the bytes that the server keeps for the slot
     */
    record Sample(double seconds, long unconfirmedBytes, long retainedBytes) {}
}
