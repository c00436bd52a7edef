package com.everyoneslecture.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.inbox.InboxTables;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The migrations contain the inbox's tables, like those of every service with migrations. */
class InboxTablesIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);

    @ParameterizedTest
    @ValueSource(strings = {"inbox_offset", "inbox_rebuild", "inbox_rebuild_partition"})
    void areThoseOfTheLibrary(String table) throws SQLException {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema library");
            InboxTables.in("library").create(connection);

            assertThat(columns(connection, "public", table))
                    .isNotEmpty()
                    .isEqualTo(columns(connection, "library", table));
            assertThat(key(connection, "public." + table)).isEqualTo(key(connection, "library." + table));
        }
    }

    @Test
    void areAllThatAProjectionNeeds() throws SQLException {
        try (Connection connection = database.admin().getConnection()) {
            assertThat(texts(connection, """
                            select table_name from information_schema.tables
                            where table_schema = ? and table_name like 'inbox%' order by 1""", "public"))
                    .containsExactly("inbox_offset", "inbox_rebuild", "inbox_rebuild_partition");
        }
    }

    private static List<String> columns(Connection connection, String schema, String table) throws SQLException {
        return texts(connection, """
                select concat_ws(' ', column_name, data_type, is_nullable, column_default)
                from information_schema.columns where table_schema = ? and table_name = ? order by 1""", schema, table);
    }

    private static List<String> key(Connection connection, String table) throws SQLException {
        return texts(
                connection,
                "select pg_get_constraintdef(oid) from pg_constraint where conrelid = ?::regclass and contype = 'p'",
                table);
    }

    private static List<String> texts(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int parameter = 0; parameter < parameters.length; parameter++) {
                statement.setString(parameter + 1, parameters[parameter]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
