package com.everyoneslecture.chaos.observe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A category, as one side has it.
 *
 * @param version its newest version
 * @param name its name at that version
 */
public record Category(long version, String name) {

    /** Returns the categories by id, from rows of id, version and name. */
    static Map<Long, Category> read(Connection connection, String sql) throws SQLException {
        Map<Long, Category> categories = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                categories.put(row.getLong(1), new Category(row.getLong(2), row.getString(3)));
            }
        }
        return categories;
    }
}
