package com.everyoneslecture.chaos.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one writer, one at a time. Each is committed or, at random, rolled back after all writes. The journal receives the
 * result of each. Belongs to one thread.
 */
final class Transactions implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    private final DataSource database;
    private final Journal journal;
    private final Random random;
    private @Nullable Connection connection;

    /** The writes of one transaction. */
    @FunctionalInterface
    interface Work {
        void write(Connection open) throws SQLException;
    }

    Transactions(DataSource database, Journal journal, Random random) {
        this.database = database;
        this.journal = journal;
        this.random = random;
    }

    /**
     * Runs one transaction. Returns whether its commit was acknowledged.
     *
     * @param events returns the events that the work has appended so far, also if it fails
     */
    boolean run(Work work, Supplier<List<UUID>> events) throws InterruptedException {
        boolean rollback = random.nextInt(10) == 0;
        try {
            Connection open = connection();
            work.write(open);
            if (rollback) {
                open.rollback();
                journal.rolledBack(events.get());
                return false;
            }
        } catch (SQLException e) {
            // The commit was never sent: the server rolls back, now or when it notices the lost connection.
            journal.rolledBack(events.get());
            giveUp();
            return false;
        }
        return commit(events.get());
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // The connection was broken.
                return;
            }
        }
    }

    private boolean commit(List<UUID> events) throws InterruptedException {
        try {
            connection().commit();
            journal.committed(events);
            return true;
        } catch (SQLException e) {
            journal.unanswered();
            giveUp();
            return false;
        }
    }

    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.getConnection();
            connection = open;
            open.setAutoCommit(false);
            try (Statement statement = open.createStatement()) {
                statement.execute("set lock_timeout = '4s'; set application_name = 'chaos-writer'");
                open.commit();
            }
        }
        return open;
    }

    private void giveUp() throws InterruptedException {
        close();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
}
