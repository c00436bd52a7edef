package com.everyoneslecture.relay.debezium;

import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import io.debezium.connector.postgresql.connection.WalPositionLocator;
import io.debezium.connector.postgresql.spi.SlotCreationResult;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Debezium's replication connection, which streams when its hold is released. Until then it keeps no session of the database,
 * because an open transaction would keep locks, and because a session may be cut, or its password changed, while the relay
 * stands by for days.
 */
@SuppressWarnings("try") // Debezium's interface declares any exception of close().
final class HeldConnection implements ReplicationConnection {

    private final ReplicationConnection connection;
    private final PostgresConnection metadata;
    private final StreamHold hold;

    /** @param metadata the connection with which Debezium has read the tables' definitions, and uses while it streams */
    HeldConnection(ReplicationConnection connection, PostgresConnection metadata, StreamHold hold) {
        this.connection = connection;
        this.metadata = metadata;
        this.hold = hold;
    }

    @Override
    public ReplicationStream startStreaming(WalPositionLocator position) throws SQLException, InterruptedException {
        await();
        return connection.startStreaming(position);
    }

    @Override
    public ReplicationStream startStreaming(Lsn from, WalPositionLocator position)
            throws SQLException, InterruptedException {
        await();
        return connection.startStreaming(from, position);
    }

    private void await() throws SQLException, InterruptedException {
        if (hold.isReleased()) {
            return;
        }
        metadata.close();
        hold.await();
        // Connects again, as Debezium's task did.
        metadata.setAutoCommit(false);
    }

    @Override
    public Optional<SlotCreationResult> createReplicationSlot() throws SQLException {
        return connection.createReplicationSlot();
    }

    @Override
    public void initConnection() throws SQLException, InterruptedException {
        connection.initConnection();
    }

    @Override
    public boolean isConnected() throws SQLException {
        return connection.isConnected();
    }

    @Override
    public void reconnect() throws SQLException {
        connection.reconnect();
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }
}
