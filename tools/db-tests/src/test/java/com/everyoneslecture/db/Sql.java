package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Statements, each on a separate connection. */
final class Sql {

    static final String PERMISSION_DENIED = "42501";

    private Sql() {}

    static void execute(DataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the first column as text. */
    static List<String> rows(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
            return rows;
        }
    }

    static String one(DataSource source, String sql) throws SQLException {
        List<String> rows = rows(source, sql);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    /** Asserts on the SQLSTATE with which the statement fails. */
    static AbstractStringAssert<?> assertRefused(DataSource source, String sql) {
        @Nullable PSQLException refused = catchThrowableOfType(PSQLException.class, () -> execute(source, sql));
        if (refused == null) {
            throw new AssertionError("this must fail: " + sql);
        }
        return assertThat(String.valueOf(refused.getSQLState())).as(sql + ": " + refused.getMessage());
    }

    /** Asserts that the statement fails by the constraint, which the writer finds in the error. */
    static void assertRefusedBy(String constraint, DataSource source, String sql) {
        @Nullable PSQLException refused = catchThrowableOfType(PSQLException.class, () -> execute(source, sql));
        if (refused == null) {
            throw new AssertionError("this must fail: " + sql);
        }
        assertThat(refused.getMessage()).contains(constraint);
    }

    /** Returns an insert into the outbox of a valid row with this difference. */
    static String insert(String column, String expression) {
        List<String> columns = List.of(
                "id",
                "aggregatetype",
                "aggregateid",
                "aggregateversion",
                "type",
                "payload",
                "occurred_at",
                "traceparent");
        List<String> values = new ArrayList<>(List.of(
                "gen_random_uuid()",
                "'category'",
                "'1'",
                "1",
                "'LectureCategoryChanged'",
                "'{}'",
                "(extract(epoch from now()) * 1000000)::bigint",
                "null"));
        values.set(columns.indexOf(column), expression);
        return "insert into outbox (" + String.join(", ", columns) + ") values (" + String.join(", ", values) + ")";
    }

    static String insert() {
        return insert("aggregateid", "'1'");
    }
}
