package com.everyoneslecture.outbox.capture.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Opens connections for the relay's own statements, each used by one thread and closed by who opened it. */
public final class Database {

    private final DatabaseSettings settings;
    private final Driver driver = new Driver();

    /** Connects to nothing yet. */
    public Database(DatabaseSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns a new connection, in autocommit mode, with the relay's own {@link SessionSettings}. Its statements have to
     * end within seconds, unless they are {@linkplain SessionSettings#unbound unbound}.
     *
     * @throws SQLException if the server is away or refuses; its SQLSTATE tells which
     */
    public Connection connect() throws SQLException {
        Connection connection = driver.connect(settings.serverUrl(), settings.statementProperties());
        if (connection == null) {
            throw new IllegalArgumentException("'" + settings.url() + "' is not the URL of a PostgreSQL database");
        }
        try {
            SessionSettings.complete(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Returns a new connection that takes commands of the replication protocol.
     *
     * @throws SQLException if the server is unreachable or refuses; its SQLSTATE tells which
     */
    public Connection connectForReplication() throws SQLException {
        Properties properties = settings.statementProperties();
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "15");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        Connection connection = driver.connect(settings.serverUrl(), properties);
        if (connection == null) {
            throw new IllegalArgumentException("'" + settings.url() + "' is not the URL of a PostgreSQL database");
        }
        return connection;
    }

    /** Host, port and database. */
    public String address() {
        return settings.address();
    }

    /** The role that it logs in as. */
    public String username() {
        return settings.username();
    }

    /** The database's name. */
    public String name() {
        return settings.databaseName();
    }
}
