package com.everyoneslecture.chaos.load;

import com.everyoneslecture.chaos.load.CategoryRows.Written;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes as the service's role: one transaction at a time, of one event or of several, committed or, now and then, rolled back
 * after all was written. Several categories are locked in the order of their ids.
 */
final class DatabaseWriter implements Writer {

    private static final int MOST_ROWS = 8;
    private static final long PAUSE_MILLIS = 100;

    private final DataSource database;
    private final Keys keys;
    private final Journal journal;
    private final Random random;
    private @Nullable Connection connection;
    private int rows = 1;

    DatabaseWriter(DataSource database, Keys keys, Journal journal, Random random) {
        this.database = database;
        this.keys = keys;
        this.journal = journal;
        this.random = random;
    }

    @Override
    public int next() {
        rows = random.nextInt(5) == 0 ? 2 + random.nextInt(MOST_ROWS - 1) : 1;
        return rows;
    }

    @Override
    public void write() throws InterruptedException {
        List<Written> written = new ArrayList<>();
        boolean rollback = random.nextInt(10) == 0;
        try {
            Connection open = connection();
            change(open, written);
            if (rollback) {
                open.rollback();
                journal.rolledBack(events(written));
                return;
            }
        } catch (SQLException e) {
            // Never asked to commit: the server rolls back, now or when it finds the connection gone.
            journal.rolledBack(events(written));
            giveUp();
            return;
        }
        commit(written);
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It was broken.
                return;
            }
        }
    }

    private void commit(List<Written> written) throws InterruptedException {
        try {
            connection().commit();
            journal.committed(events(written));
            written.stream().filter(Written::created).forEach(row -> keys.add(row.key()));
        } catch (SQLException e) {
            journal.unanswered();
            giveUp();
        }
    }

    private void change(Connection open, List<Written> written) throws SQLException {
        int kind = random.nextInt(100);
        NavigableSet<Long> chosen = chosen();
        if (chosen.isEmpty() || (rows == 1 && kind < 10 && !keys.areEnough())) {
            written.add(CategoryRows.create(open, name()));
        } else if (rows == 1 && kind < 13) {
            Optional<Long> doomed = keys.takeCold(random);
            if (doomed.isPresent()) {
                CategoryRows.delete(open, doomed.get()).ifPresent(written::add);
            }
        } else {
            for (long key : chosen) {
                CategoryRows.rename(open, key, name()).ifPresentOrElse(written::add, () -> keys.forget(key));
            }
        }
    }

    private NavigableSet<Long> chosen() {
        NavigableSet<Long> chosen = new TreeSet<>();
        for (int row = 0; row < rows; row++) {
            keys.any(random).ifPresent(chosen::add);
        }
        return chosen;
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

    private String name() {
        return "범주 " + random.nextInt(1_000_000);
    }

    private static List<UUID> events(List<Written> written) {
        return written.stream().map(Written::event).toList();
    }
}
