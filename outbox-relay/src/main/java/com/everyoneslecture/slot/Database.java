package com.everyoneslecture.slot;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.Driver;

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
