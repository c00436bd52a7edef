package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The right to take the slot. One relay at a time has it, from its check of the slot until it streams. Without it, two relays
 * that find no slot would both record a recovery and both publish the rows of the outbox. Of two relays that find the slot
 * free, the slower one would mistake the other's stream for its own, and fence the other.
 *
 * <p>It is an advisory lock of a separate session: it ends with the process that holds it, and {@link #PATIENCE} after that
 * process has frozen. It is polled, because a statement that waits for a lock holds a snapshot, and the server creates no slot
 * while an older snapshot is held.
 */
public final class SlotTaking implements AutoCloseable {

    /** The function that the relay's role must be allowed to call. */
    static final String LOCK = "pg_try_advisory_lock(integer, integer)";

    private static final String TRY = "select pg_try_advisory_lock(hashtext('outbox-relay'), hashtext(?))";

    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** Longer than the maximum time for the start of a capture. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Connection connection;

    private SlotTaking(Connection connection) {
        this.connection = connection;
    }

    /**
     * Returns when no other relay is taking this slot: no relay has the right, or the one that had it streams now.
     *
     * @throws SQLException if the server is unreachable
     * @throws InterruptedException if this thread was interrupted while it waited
     */
    public static SlotTaking await(Database database, SlotSettings settings) throws SQLException, InterruptedException {
        Connection connection = database.connect();
        try {
            while (!Query.isTrue(connection, TRY, settings.name())) {
                TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
            }
            endWhenIdleFor(PATIENCE, connection);
            return new SlotTaking(connection);
        } catch (SQLException | InterruptedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Returns if this process still has the right to take the slot. A process that was frozen for long has lost it.
     *
     * @throws SQLException if the right is lost
     */
    public void require() throws SQLException {
        Query.isTrue(connection, "select true");
    }

    /**
     * Returns the session that has the right. Statements that need the right run in it, so they fail once the right is lost.
     */
    Connection session() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static void endWhenIdleFor(Duration patience, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set idle_session_timeout = " + patience.toMillis());
        }
    }
}
