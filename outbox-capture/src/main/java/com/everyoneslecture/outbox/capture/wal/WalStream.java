package com.everyoneslecture.outbox.capture.wal;

import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.jdbc.SessionSettings;
import com.everyoneslecture.outbox.capture.slot.SlotHolder;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * A streaming connection to the server: it receives pgoutput's messages and sends confirmed positions. It starts at the slot's
 * position, never at one that a client chooses.
 *
 * <p>Used by one thread, except for {@link #abort}.
 */
final class WalStream implements AutoCloseable {

    /**
     * The maximum time until a server begins to stream. After that, silence is not a failure, because the server may have
     * nothing to send.
     */
    private static final Duration START_PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final PGReplicationStream stream;
    private final long nextTransactionId;
    private final long acknowledgeNanos;
    private final boolean listens;
    private long confirmedLsn;
    private long acknowledgedNanos = System.nanoTime();

    private WalStream(Connection connection, PGReplicationStream stream, long nextTransactionId, WalSettings settings) {
        this.connection = connection;
        this.stream = stream;
        this.nextTransactionId = nextTransactionId;
        this.acknowledgeNanos = settings.acknowledgeInterval().toNanos();
        this.listens = !settings.driverProperties().containsKey(PGProperty.SOCKET_FACTORY.getName());
    }

    /** @throws SQLException if the server is unreachable or rejects the connection; the SQLSTATE distinguishes the two */
    static WalStream open(WalSettings settings) throws SQLException {
        Connection connection = new Driver().connect(DatabaseSettings.serverUrl(settings.url()), properties(settings));
        if (connection == null) {
            throw new IllegalArgumentException("the URL of the database is not one of PostgreSQL");
        }
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(START_PATIENCE.toMillis()));
            SessionSettings.complete(connection);
            long nextTransactionId = nextTransactionId(connection);
            PGReplicationStream stream = start(connection, settings);
            connection.setNetworkTimeout(Runnable::run, 0);
            return new WalStream(connection, stream, nextTransactionId, settings);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Makes the next read wait for a message and returns true; returns false on sockets that the operator has configured. */
    boolean listen() {
        if (listens) {
            ListeningSockets.listen();
        }
        return listens;
    }

    /**
     * Returns the next message; null if none is available, or if none arrives while it listens. Sends the confirmed position to
     * the server when that is due.
     */
    @Nullable
    ByteBuffer read() throws SQLException {
        if (stream.isClosed()) {
            throw new SQLException("the server has ended the stream", "08006");
        }
        if (System.nanoTime() - acknowledgedNanos >= acknowledgeNanos) {
            sendStatus();
        }
        return stream.readPending();
    }

    /**
     * Returns the position up to which the server reports that it has read the log. Every transaction that committed before it
     * has been received, unless the last message was from within a transaction.
     */
    long serverLsn() {
        return stream.getLastReceiveLSN().asLong();
    }

    /** Returns the id that the server would assign next when the stream began, with its epoch. */
    long nextTransactionId() {
        return nextTransactionId;
    }

    /** Confirms a position: the server need not send anything before it again. The next status reports it to the server. */
    void confirm(long lsn) {
        if (Long.compareUnsigned(lsn, confirmedLsn) > 0) {
            confirmedLsn = lsn;
            LogSequenceNumber position = LogSequenceNumber.valueOf(lsn);
            stream.setFlushedLSN(position);
            stream.setAppliedLSN(position);
        }
    }

    /** Sends the confirmed position to the server now. */
    void sendStatus() throws SQLException {
        acknowledgedNanos = System.nanoTime();
        stream.forceUpdateStatus();
    }

    /** Ends the stream from another thread, even if the thread that uses it waits. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("a connection could not be aborted", e);
        }
    }

    /** Closes the connection; the server's process ends with it. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static long nextTransactionId(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_snapshot_xmax(pg_current_snapshot())")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static PGReplicationStream start(Connection connection, WalSettings settings) throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(settings.slot().name())
                .withSlotOption("proto_version", 1)
                // Bytes as they are, not as text of twice their size.
                .withSlotOption("binary", true)
                .withSlotOption("publication_names", '"' + settings.slot().publication() + '"')
                // Before it starts, the driver shortens the socket time-out to this interval. So it gets the patience,
                // and this class sends the status more often.
                .withStatusInterval(statusIntervalMillis(settings), TimeUnit.MILLISECONDS)
                // The driver's automatic flush compares the start of a message with the flushed position.
                // Transactions overlap: one under way may have begun before that position, and would be confirmed
                // before it is complete.
                .withAutomaticFlush(false)
                .start();
    }

    private static int statusIntervalMillis(WalSettings settings) {
        return Math.toIntExact(Math.max(
                START_PATIENCE.toMillis(), settings.acknowledgeInterval().toMillis()));
    }

    private static Properties properties(WalSettings settings) {
        Properties properties = new Properties();
        PGProperty.SOCKET_FACTORY.set(properties, ListeningSockets.class.getName());
        properties.putAll(settings.driverProperties());
        String configured = PGProperty.APPLICATION_NAME.getOrNull(properties);
        PGProperty.APPLICATION_NAME.set(
                properties, configured == null ? SlotHolder.STREAM : SlotHolder.STREAM + " " + configured);
        PGProperty.USER.set(properties, settings.username());
        PGProperty.PASSWORD.set(properties, settings.password());
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "15");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return properties;
    }
}
