package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Ensures that each database server has its database, with the newest schema. */
final class Databases {

    private Databases() {}

    static void prepare(PostgresServer server, Schema schema, Map<String, String> passwords) {
        try {
            create(server, schema.databaseName());
            schema.migrate(server.admin(schema.databaseName()), passwords);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot set up the database " + schema.databaseName(), e);
        }
    }

    private static void create(PostgresServer server, String database) throws SQLException {
        try (Connection connection = server.admin("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select from pg_database where datname = '" + database + "'")) {
            if (!found.next()) {
                statement.execute("create database " + database);
            }
        }
    }
}
