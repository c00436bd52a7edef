package com.everyoneslecture.outbox.capture.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs queries with few rows. */
public final class Query {

    private Query() {}

    /** All rows of the answer. */
    public static <T> List<T> rows(Connection connection, String sql, RowReader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < parameters.length; at++) {
                statement.setObject(at + 1, parameters[at]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        }
    }

    /** Returns the first row of the result; null if the result is empty. */
    public static <T> @Nullable T first(Connection connection, String sql, RowReader<T> reader, Object... parameters)
            throws SQLException {
        List<T> rows = rows(connection, sql, reader, parameters);
        return rows.isEmpty() ? null : rows.get(0);
    }

    /** Returns whether the first column of the first row is true. */
    public static boolean isTrue(Connection connection, String sql, Object... parameters) throws SQLException {
        return Boolean.TRUE.equals(first(connection, sql, row -> row.getBoolean(1), parameters));
    }

    /** Reads a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** Reads the row that the cursor is on. */
        T read(ResultSet row) throws SQLException;
    }
}
