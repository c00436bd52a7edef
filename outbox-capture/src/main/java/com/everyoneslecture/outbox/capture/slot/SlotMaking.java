package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The right to make the slot, which one relay at a time has, from its look for the slot until it streams from it. Without it two
 * relays that find no slot would both note a recovery and both publish what is in the outbox.
 *
 * <p>An advisory lock of a session of its own: it ends with the process that holds it. It is asked for again and again, because a
 * statement that waits for a lock holds a snapshot, and the server makes no slot while an older snapshot is held.
 */
public final class SlotMaking implements AutoCloseable {

    private static final String TRY = "select pg_try_advisory_lock(hashtext('outbox-relay'), hashtext(?))";

    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Connection connection;

    private SlotMaking(Connection connection) {
        this.connection = connection;
    }

    /**
     * Returns when no other relay makes this slot, or has made it and not begun to stream.
     *
     * @throws SQLException if the server cannot be asked
     * @throws InterruptedException if this thread was interrupted while it waited
     */
    public static SlotMaking await(Database database, SlotSettings settings) throws SQLException, InterruptedException {
        Connection connection = database.connect();
        try {
            while (!Query.isTrue(connection, TRY, settings.name())) {
                TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
            }
            return new SlotMaking(connection);
        } catch (SQLException | InterruptedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
