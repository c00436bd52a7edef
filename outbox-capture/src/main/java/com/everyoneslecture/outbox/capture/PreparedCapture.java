package com.everyoneslecture.outbox.capture;

import java.sql.SQLException;

/**
 * A capture that has done what can be done before it streams. It takes nothing from the slot, so another program may stream from it
 * meanwhile; a crash changes nothing.
 *
 * <p>Used by one thread.
 */
@FunctionalInterface
public interface PreparedCapture extends AutoCloseable {

    /**
     * Begins to stream, in threads of its own. Called once.
     *
     * @throws SQLException if the server is unreachable or rejects the connection; a capture may also report it through {@link Capture#ended()}
     */
    Capture start() throws SQLException;

    /**
     * Checks that it can still be started.
     *
     * @throws Exception the reason why it cannot
     */
    default void check() throws Exception {}

    /** Ends one that was not started. */
    @Override
    default void close() {}
}
