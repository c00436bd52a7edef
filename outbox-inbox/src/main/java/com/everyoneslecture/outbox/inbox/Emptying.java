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
     * Deletes the rows in the open transaction of the connection; must neither commit nor roll back. No batch of the
     * inbox is applied at the same time. A statement that waits longer than 3 s for a lock fails, so that other
     * transactions do not queue behind it.
     *
     * @throws SQLException if the database fails; the rebuild is then rolled back
     */
    void empty(Connection connection) throws SQLException;
}
