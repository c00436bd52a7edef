package com.everyoneslecture.outbox.service.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/**
 * Opens a new connection to PostgreSQL each time, with the {@link SessionSettings} of the service. It also works behind a pooler
 * such as PgBouncer, in each of its modes:
 *
 * <ul>
 *   <li>the startup packet has neither {@code options} nor any other parameter that PgBouncer rejects;
 *   <li>the settings apply to each transaction by itself, and end with it. A statement outside of transactions has the
 *       settings of the role;
 *   <li>no statement is prepared on the server, unless the configuration sets {@code prepareThreshold}.
 * </ul>
 *
 * <p>The driver's properties in the URL take precedence over the others. Any thread may use it.
 */
public final class SessionDataSource implements DataSource {

    private static final String OLDEST_SERVER = "15";

    private final Driver driver = new Driver();
    private final String url;
    private final Properties properties;
    private final SessionSettings settings;
    private volatile int loginTimeoutSeconds;

    private SessionDataSource(String url, Properties properties, SessionSettings settings) {
        this.url = url;
        this.properties = properties;
        this.settings = settings;
    }

    /**
     * Creates the data source without a connection.
     *
     * @param username the role; null if the URL has it
     * @param password its password; null if the URL or a plug-in of the driver has it
     * @param properties properties of PostgreSQL's JDBC driver
     */
    public static SessionDataSource of(
            String url,
            @Nullable String username,
            @Nullable String password,
            Map<?, ?> properties,
            SessionSettings settings) {
        Properties driver = new Properties();
        // From 9.0 on the application's name is a part of the startup packet and no statement.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(driver, OLDEST_SERVER);
        properties.forEach((name, value) -> driver.setProperty(String.valueOf(name), String.valueOf(value)));
        PGProperty.USER.set(driver, username);
        PGProperty.PASSWORD.set(driver, password);
        return new SessionDataSource(url, driver, settings);
    }

    /** Returns the same database and login with other properties of the driver, in addition, and other settings. */
    public SessionDataSource with(Map<String, String> driver, SessionSettings other) {
        Properties merged = new Properties();
        merged.putAll(properties);
        merged.putAll(driver);
        return new SessionDataSource(url, merged, other);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = driver.connect(url, properties());
        if (connection == null) {
            throw new IllegalStateException("the URL of the database is not one of PostgreSQL");
        }
        try {
            return settled(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Returns a connection as the configured role: the pool asks this way, with the same name and password. */
    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeoutSeconds = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeoutSeconds;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        // The driver logs by java.util.logging.
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("this data source wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    private Properties properties() {
        Properties all = new Properties();
        if (loginTimeoutSeconds > 0) {
            PGProperty.LOGIN_TIMEOUT.set(all, loginTimeoutSeconds);
        }
        all.putAll(properties);
        return all;
    }

    private Connection settled(Connection connection) throws SQLException {
        PGConnection server = connection.unwrap(PGConnection.class);
        if (!isPooled(connection, server.getBackendPID())) {
            return connection;
        }
        if (!isConfigured(PGProperty.PREPARE_THRESHOLD)) {
            // A statement that is prepared on one server process is unknown to the next.
            server.setPrepareThreshold(0);
        }
        return PooledConnection.of(connection, settings.ofTransaction());
    }

    private boolean isPooled(Connection connection, int process) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(settings.ofSession(process))) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private boolean isConfigured(PGProperty property) {
        Properties parsed = Driver.parseURL(url, properties);
        return parsed != null && property.getOrNull(parsed) != null;
    }
}
