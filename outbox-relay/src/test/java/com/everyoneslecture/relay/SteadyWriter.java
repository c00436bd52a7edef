package com.everyoneslecture.relay;

import com.everyoneslecture.testservices.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Appends events in a separate thread, one transaction each, also while the primary changes. After a failed commit it reads
 * from the database whether the event is there. No other writer uses its keys.
 */
final class SteadyWriter {

    private static final int KEYS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String APPEND = """
            insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)
            values (?, 'category', ?, ?, 'LectureCategoryChanged', '{}', extract(epoch from now())::bigint * 1000000)
            """;

    private final TestDatabase database;
    private final List<UUID> committed = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "steady-writer");
    private volatile boolean stopping;

    SteadyWriter(TestDatabase database) {
        this.database = database;
        thread.start();
    }

    /** Returns the events that are committed, in the order of their commits. */
    List<UUID> committed() {
        return committed;
    }

    /** Returns when this number of further events is committed. */
    void await(int more) {
        int wanted = committed.size() + more;
        Awaitility.await(more + " more events").atMost(PATIENCE).until(() -> committed.size() >= wanted);
    }

    /** Returns when the last transaction has ended. */
    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }

    private void run() {
        UUID doubtful = null;
        while (!stopping || doubtful != null) {
            doubtful = write(doubtful);
        }
    }

    /** Appends until a connection fails; returns the event whose commit has an unknown outcome. */
    private @Nullable UUID write(@Nullable UUID earlier) {
        UUID doubtful = earlier;
        try (Connection connection = database.as("category_app").getConnection()) {
            if (doubtful != null && exists(doubtful)) {
                committed.add(doubtful);
            }
            doubtful = null;
            while (!stopping) {
                doubtful = UUID.randomUUID();
                append(connection, doubtful);
                committed.add(doubtful);
                doubtful = null;
            }
        } catch (SQLException e) {
            // The primary is gone; the next connection is to the new one.
            return doubtful;
        }
        return null;
    }

    private void append(Connection connection, UUID id) throws SQLException {
        int number = committed.size();
        try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
            insert.setObject(1, id);
            insert.setString(2, "steady-" + number % KEYS);
            insert.setLong(3, 1L + number / KEYS);
            insert.execute();
        }
    }

    /** Queries as the superuser, because the application's role may not read the table. */
    private boolean exists(UUID id) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                PreparedStatement select = connection.prepareStatement("select from outbox where id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
