package com.everyoneslecture.lecture;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The table that the projection fills. */
public final class ReadModel {

    private ReadModel() {}

    /**
     * Deletes all rows in the open transaction of the connection.
     *
     * @throws SQLException if the database fails, or the lock on the table is not free in time
     */
    public static void empty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate read_category");
        }
    }
}
