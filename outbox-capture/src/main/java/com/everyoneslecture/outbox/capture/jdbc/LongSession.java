package com.everyoneslecture.outbox.capture.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection whose statements may take hours, as long as the server responds. The response to such a statement has no time
 * limit, so the thread that waits for it would not notice that the server has vanished or hangs. Therefore another thread
 * connects to the server from time to time, and aborts this connection once the server was unreachable for {@link #PATIENCE}:
 * the waiting thread gets an {@link SQLException} of class 08. The same happens soon after that thread is interrupted, which the
 * driver does not notice.
 *
 * <p>Used by one thread, and closed by it.
 */
public final class LongSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LongSession.class);

    /** The time before the first check, and between two checks. Most statements end before the first one. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** The time for which the checks may fail. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The interval between two checks that the thread is not interrupted. */
    private static final Duration INTERRUPT_INTERVAL = Duration.ofMillis(200);

    private static final Duration IDLE_THREAD = Duration.ofSeconds(30);

    private static final String CONNECTION_EXCEPTION = "08";

    /** Two threads, because a check of a server that hangs takes seconds. */
    private static final ScheduledThreadPoolExecutor SERVER_WATCH = watchThread("long-session-watch");

    private static final ScheduledThreadPoolExecutor INTERRUPT_WATCH = watchThread("long-session-interrupts");

    private final Connection connection;
    private final Watching watch;

    /** Statements. */
    @FunctionalInterface
    public interface Work {
        /** Executes them. */
        void run() throws SQLException;
    }

    LongSession(Connection connection, Work check, Duration interval, Duration patience) {
        this.connection = connection;
        this.watch = watch(connection, check, interval, patience);
    }

    /**
     * Returns a new connection without time limits.
     *
     * @throws SQLException if the server is unreachable or rejects the connection
     */
    public static LongSession open(Database database) throws SQLException {
        Connection connection = database.connect();
        try {
            SessionSettings.unbound(connection);
            return new LongSession(connection, check(database), INTERVAL, PATIENCE);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Executes statements of an existing session as those of a long session: without a time limit, and watched.
     *
     * @throws SQLException if a statement fails, or if the server was unreachable: the connection is closed then
     */
    public static void run(Connection connection, Database database, Work work) throws SQLException {
        int networkTimeout = connection.getNetworkTimeout();
        SessionSettings.unbound(connection);
        Watching watching = watch(connection, check(database), INTERVAL, PATIENCE);
        try {
            work.run();
        } finally {
            watching.close();
        }
        connection.setNetworkTimeout(Runnable::run, networkTimeout);
    }

    private static Work check(Database database) {
        return () -> database.connect().close();
    }

    private static Watching watch(Connection connection, Work check, Duration interval, Duration patience) {
        return new Watching(
                repeated(SERVER_WATCH, new Watch(connection, check, patience), interval),
                repeated(INTERRUPT_WATCH, new InterruptWatch(connection, Thread.currentThread()), INTERRUPT_INTERVAL));
    }

    private static ScheduledFuture<?> repeated(ScheduledThreadPoolExecutor thread, Runnable task, Duration interval) {
        return thread.scheduleWithFixedDelay(task, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.atWarn().setCause(e).log("a connection could not be aborted");
        }
    }

    /** The connection, which is closed with this session. */
    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        watch.close();
        connection.close();
    }

    /** One thread for all sessions, which ends when there is none. */
    private static ScheduledThreadPoolExecutor watchThread(String name) {
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
        threads.setKeepAliveTime(IDLE_THREAD.toMillis(), TimeUnit.MILLISECONDS);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Checks the server, and aborts the connection once the server was unreachable for long. */
    private static final class Watch implements Runnable {
        private final Connection connection;
        private final Work check;
        private final Duration patience;
        private @Nullable Long failingSinceNanos;
        private boolean over;

        Watch(Connection connection, Work check, Duration patience) {
            this.connection = connection;
            this.check = check;
            this.patience = patience;
        }

        @Override
        public void run() {
            if (over) {
                return;
            }
            try {
                check.run();
                failingSinceNanos = null;
            } catch (SQLException failure) {
                failed(failure);
            }
        }

        private void failed(SQLException failure) {
            // A server that has no more connections to give responds.
            if (!String.valueOf(failure.getSQLState()).startsWith(CONNECTION_EXCEPTION)) {
                failingSinceNanos = null;
            } else if (failingSinceNanos == null) {
                failingSinceNanos = System.nanoTime();
            } else if (System.nanoTime() - failingSinceNanos >= patience.toNanos()) {
                abort(failure);
            }
        }

        private void abort(SQLException failure) {
            over = true;
            LOG.atWarn().setCause(failure).log("ending a long statement, because its server is unreachable");
            LongSession.abort(connection);
        }
    }

    /** Aborts the connection once the thread that uses it is interrupted. */
    private static final class InterruptWatch implements Runnable {
        private final Connection connection;
        private final Thread user;
        private boolean over;

        InterruptWatch(Connection connection, Thread user) {
            this.connection = connection;
            this.user = user;
        }

        @Override
        public void run() {
            if (!over && user.isInterrupted()) {
                over = true;
                LOG.atDebug().log("ending a long statement, because its thread is interrupted");
                LongSession.abort(connection);
            }
        }
    }

    /** The checks of a connection, until it is closed. */
    private record Watching(ScheduledFuture<?> server, ScheduledFuture<?> thread) {
        void close() {
            server.cancel(false);
            thread.cancel(false);
        }
    }
}
