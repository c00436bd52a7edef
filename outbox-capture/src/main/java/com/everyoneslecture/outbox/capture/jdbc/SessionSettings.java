package com.everyoneslecture.outbox.capture.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The settings of every session of the relay. They take precedence over those of the server, the database and the role: a
 * {@code statement_timeout} that fits an application must not end a recovery, a {@code search_path} must not lead to another
 * table, and row level security must not hide rows: a statement that it filters fails.
 */
public final class SessionSettings {

    /**
     * Options of the startup packet, so that they apply from the first statement on. A session has no timeouts: a
     * recovery reads for hours and waits in its transaction for the brokers. Transactions are not read-only by default,
     * because the driver would take a primary with read-only transactions for a standby.
     */
    static final String UNBOUNDED = "-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0"
            + " -c idle_session_timeout=0 -c default_transaction_isolation=read\\ committed"
            + " -c default_transaction_read_only=off -c search_path=public,pg_temp -c row_security=off";

    private static final int FIRST_VERSION_WITH_TRANSACTION_TIMEOUT = 17;

    private static final String INVALID_VALUE = "22023";

    private SessionSettings() {}

    /** Returns the option that makes the server end a statement after this time. */
    static String bounded(long statementMillis) {
        return "-c statement_timeout=" + statementMillis;
    }

    /** Returns the option that makes the server end a stream after this time without a keepalive. */
    static String silentFor(Duration patience) {
        return "-c wal_sender_timeout=" + patience.toMillis();
    }

    /**
     * Sets the time zone, because the driver overwrites that of the startup packet with the JVM's. Sets also what older servers
     * do not support, because they reject an unknown option.
     *
     * @throws SQLException if the server is unreachable
     */
    public static void complete(Connection connection) throws SQLException {
        boolean hasTransactionTimeout =
                connection.getMetaData().getDatabaseMajorVersion() >= FIRST_VERSION_WITH_TRANSACTION_TIMEOUT;
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    hasTransactionTimeout ? "set transaction_timeout = 0; set time zone 'UTC'" : "set time zone 'UTC'");
        }
    }

    /**
     * Lets the statements of this connection take as long as they need: those that read a whole table, or wait for other
     * transactions. Only {@link LongSession} does so, which watches the server meanwhile.
     *
     * @throws SQLException if the server is unreachable
     */
    static void unbound(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = 0");
        }
        connection.setNetworkTimeout(Runnable::run, 0);
    }

    /**
     * Makes the server check every second, during a statement, that this process is still connected. Otherwise a statement
     * continues after its process was killed, and keeps the session's locks. Does nothing on a server whose operating system
     * does not support the check.
     *
     * @throws SQLException if the server is unreachable
     */
    public static void endWithTheClient(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set client_connection_check_interval = 1000");
        } catch (SQLException e) {
            if (!INVALID_VALUE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
