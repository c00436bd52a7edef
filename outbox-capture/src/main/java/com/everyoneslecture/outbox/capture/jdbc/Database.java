package com.everyoneslecture.outbox.capture.jdbc;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections for the relay's own statements. Each connection is used by one thread and closed by the caller. If
 * the URL has several hosts, each connection is to the host that is the primary at that moment. Thread-safe.
 *
 * <p>A new connection costs the server a process. So an object from {@link #keepingOne} keeps the connection of its last
 * {@link #read} for the next one, until {@link #release}.
 */
public final class Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final String CONNECTION_EXCEPTION = "08";
    /** The server ended the connection: by an administrator, a crash or a shutdown. */
    private static final String ENDED_BY_THE_SERVER = "57P0";

    private final DatabaseSettings settings;
    private final Driver driver = new Driver();
    private final boolean keeps;
    private final AtomicReference<@Nullable Connection> kept = new AtomicReference<>();

    /** Creates the object without a connection. */
    public Database(DatabaseSettings settings) {
        this(settings, false);
    }

    private Database(DatabaseSettings settings, boolean keeps) {
        this.settings = settings;
        this.keeps = keeps;
    }

    /** Returns an object that keeps a connection open between two reads. Does not connect yet. */
    public static Database keepingOne(DatabaseSettings settings) {
        return new Database(settings, true);
    }

    /**
     * Returns a new connection, in autocommit mode, with the relay's own {@link SessionSettings}. Its statements have
     * to end within seconds, unless they are {@linkplain SessionSettings#unbound unbound}.
     *
     * @throws SQLException if the server is unreachable or rejects the connection; the SQLSTATE distinguishes the two
     */
    public Connection connect() throws SQLException {
        Connection connection = open(settings.statementProperties());
        try {
            SessionSettings.complete(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Returns the result of a read. It runs on the kept connection, if there is one that no other thread uses; otherwise on a
     * new one. If the server has ended the kept connection since its last use, the read runs again, on a new one. If the server
     * does not respond, the read is not repeated.
     *
     * @param read must not change the database or the session
     * @throws SQLException if the server is unreachable or rejects the connection, or if the read throws it
     */
    public <T> T read(Read<T> read) throws SQLException {
        Connection connection = kept.getAndSet(null);
        if (connection != null) {
            try {
                return onceOn(connection, read);
            } catch (SQLException e) {
                if (!isEnded(e)) {
                    throw e;
                }
            }
        }
        return onceOn(connect(), read);
    }

    /** Closes the kept connection. The next read connects again. */
    public void release() {
        try {
            keep(null);
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("a connection could not be closed");
        }
    }

    /** A read of a few rows. */
    @FunctionalInterface
    public interface Read<T> {
        /** Reads on the connection, which stays open. */
        T on(Connection connection) throws SQLException;
    }

    private <T> T onceOn(Connection connection, Read<T> read) throws SQLException {
        try {
            T found = read.on(connection);
            keep(connection);
            return found;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void keep(@Nullable Connection connection) throws SQLException {
        Connection replaced = keeps ? kept.getAndSet(connection) : connection;
        if (replaced != null) {
            replaced.close();
        }
    }

    private static boolean isEnded(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        boolean silent = failure.getCause() instanceof SocketTimeoutException;
        return !silent && (state.startsWith(CONNECTION_EXCEPTION) || state.startsWith(ENDED_BY_THE_SERVER));
    }

    /**
     * Returns a new connection that takes commands of the replication protocol.
     *
     * @throws SQLException if the server is unreachable or rejects the connection; the SQLSTATE distinguishes the two
     */
    public Connection connectForReplication() throws SQLException {
        Properties properties = settings.statementProperties();
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "15");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return open(properties);
    }

    /**
     * Returns a new connection to one of the servers, whether it is the primary or a standby.
     *
     * @param host one of {@link #hosts}
     * @throws SQLException if the server is unreachable or rejects the connection
     */
    public Connection connectTo(String host) throws SQLException {
        DatabaseSettings server = settings.on(host);
        Properties properties = server.statementProperties();
        PGProperty.TARGET_SERVER_TYPE.set(properties, "any");
        Connection connection = driver.connect(server.serverUrl(), properties);
        if (connection == null) {
            throw new IllegalArgumentException(ServerUrl.NO_URL);
        }
        return connection;
    }

    /** Returns the servers as {@code host:port}, in the order of the URL. */
    public List<String> hosts() {
        return settings.hosts();
    }

    /**
     * Returns the server of a connection that this object opened, one of {@link #hosts}.
     *
     * @throws SQLException if the connection is closed
     */
    public String hostOf(Connection connection) throws SQLException {
        return LastPrimary.host(connection);
    }

    /**
     * Returns the settings of the server that is the primary now. A connection with these settings is to this server,
     * or fails. This method connects only if there are several servers.
     *
     * @throws SQLException if no reachable server is the primary
     */
    public DatabaseSettings primary() throws SQLException {
        if (!settings.hasSeveralHosts()) {
            return settings;
        }
        try (Connection connection = connect()) {
            return settings.on(LastPrimary.host(connection));
        }
    }

    /** Returns hosts, ports and database, for messages. */
    public String address() {
        return settings.address();
    }

    /** Returns whether the URL names several servers, of which one at a time is the primary. */
    public boolean hasSeveralHosts() {
        return settings.hasSeveralHosts();
    }

    /** The role that it logs in as. */
    public String username() {
        return settings.username();
    }

    /** The database's name. */
    public String name() {
        return settings.databaseName();
    }

    private Connection open(Properties properties) throws SQLException {
        Connection connection = driver.connect(LastPrimary.url(settings), properties);
        if (connection == null) {
            throw new IllegalArgumentException(ServerUrl.NO_URL);
        }
        LastPrimary.connected(settings, connection);
        return connection;
    }
}
