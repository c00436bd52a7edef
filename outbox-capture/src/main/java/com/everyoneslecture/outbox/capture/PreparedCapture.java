package com.everyoneslecture.outbox.capture;

import java.sql.SQLException;

/**
 * A capture that has done everything that is possible before it streams. It reads nothing from the slot, so another program may
 * stream from the slot meanwhile; a crash changes nothing.
 *
 * <p>Used by one thread.
 */
@FunctionalInterface
public interface PreparedCapture extends AutoCloseable {

    /**
     * Begins to stream, in separate threads. Called once.
     *
     * @throws SQLException if the server is unreachable or rejects the connection; a capture may also report it through {@link Capture#ended()}
     */
    Capture start() throws SQLException;

    /**
     * Checks that it can still be started.
     *
     * @throws Exception the reason if it cannot
     */
    default void check() throws Exception {}

    /** Ends one that was not started. */
    @Override
    default void close() {}
}
