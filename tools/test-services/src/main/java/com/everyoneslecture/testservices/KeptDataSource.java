package com.everyoneslecture.testservices;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** Connects to one database as one role, through {@link KeptConnections}. */
final class KeptDataSource implements DataSource {

    private final KeptConnections connections;
    private final PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();

    KeptDataSource(KeptConnections connections, String url, String role, String password) {
        this.connections = connections;
        source.setUrl(url);
        source.setUser(role);
        source.setPassword(password);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connections.open(source);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the role is a part of this data source");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
