package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import java.sql.SQLException;

/** Decides in the transaction that applies an event whether it was applied before, and remembers it. */
interface EventGuard {

    /** Applies every event. */
    EventGuard NONE = (connection, event) -> true;

    /**
     * Returns true if the event is new.
     *
     * @throws IllegalArgumentException if the event lacks the attribute that the guard needs
     */
    boolean admits(Connection connection, ReceivedEvent event) throws SQLException;

    /** Deletes some of the rows that are too old, in the transaction of a batch. */
    default void sweep(Connection connection) throws SQLException {}
}
