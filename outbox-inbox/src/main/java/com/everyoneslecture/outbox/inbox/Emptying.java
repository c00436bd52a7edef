package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import org.apiguardian.api.API;

/**
 * Empties the tables that an inbox fills, before its topics are read again.
 */
@API(status = API.Status.STABLE)
@FunctionalInterface
public interface Emptying {

    /**
     * Deletes the rows in a transaction that is under way. No batch of the inbox runs at the same time. Waiting for a lock longer than 3 s
     * fails, so that others do not pile up behind it.
     */
    void empty(Connection connection) throws SQLException;
}
