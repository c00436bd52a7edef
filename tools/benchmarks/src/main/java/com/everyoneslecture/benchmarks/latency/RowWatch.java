package com.everyoneslecture.benchmarks.latency;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * Polls the read model every {@link #INTERVAL}, which adds half of that and a query to the measured time. Each query reads all categories
 * from the lowest missing one on.
 */
final class RowWatch implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofMillis(2);

    /** The limit makes the planner use the index. */
    private static final String NEWER =
            "select category_id from read_category where category_id >= ? order by category_id limit 100000";

    private final DataSource lecture;
    private final LongConsumer listener;
    private final Thread thread;
    private final TreeSet<Long> ahead = new TreeSet<>();
    private long lowest;
    private volatile boolean closed;

    /**
     * Starts to poll.
     *
     * @param firstId the lowest category that will arrive; all later ones follow without a gap
     * @param listener receives each category once, in a separate thread
     */
    RowWatch(DataSource lecture, long firstId, LongConsumer listener) {
        this.lecture = lecture;
        this.lowest = firstId;
        this.listener = listener;
        thread = new Thread(this::watch, "row-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try (Connection connection = lecture.getConnection();
                PreparedStatement newer = connection.prepareStatement(NEWER)) {
            while (!closed) {
                look(newer);
                LockSupport.parkNanos(INTERVAL.toNanos());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the read model cannot be read", e);
        }
    }

    private void look(PreparedStatement newer) throws SQLException {
        newer.setLong(1, lowest);
        try (ResultSet rows = newer.executeQuery()) {
            while (rows.next()) {
                long id = rows.getLong(1);
                if (ahead.add(id)) {
                    listener.accept(id);
                }
            }
        }
        while (!ahead.isEmpty() && ahead.first() == lowest) {
            ahead.pollFirst();
            lowest++;
        }
    }
}
