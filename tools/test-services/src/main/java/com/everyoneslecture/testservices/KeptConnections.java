package com.everyoneslecture.testservices;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * Keeps the last connections of tests to one server open after their use, because a new connection costs fifty times as much as a short
 * statement. Each is reset ({@code DISCARD ALL}) before it is used again. A connection that the server has ended is replaced by a new one.
 *
 * <p>Any thread may use it.
 */
final class KeptConnections implements AutoCloseable {

    /** Each test has its own database, and the servers have room for 200 connections. */
    private static final int MAXIMUM_IDLE = 8;

    private final Deque<Idle> idle = new ArrayDeque<>();

    private record Idle(PGConnectionPoolDataSource source, PooledConnection connection) {}

    /** Returns a connection that returns to this object when it is closed. */
    Connection open(PGConnectionPoolDataSource source) throws SQLException {
        PooledConnection kept;
        while ((kept = take(source)) != null) {
            Connection connection = reset(kept);
            if (connection != null) {
                return connection;
            }
            end(kept);
        }
        PooledConnection opened = source.getPooledConnection();
        opened.addConnectionEventListener(new ConnectionEventListener() {
            @Override
            public void connectionClosed(ConnectionEvent event) {
                give(source, opened);
            }

            @Override
            public void connectionErrorOccurred(ConnectionEvent event) {
                // The next use detects the failure and closes the connection.
            }
        });
        return opened.getConnection();
    }

    /** Ends the connections that are not in use. */
    @Override
    public void close() {
        List<Idle> ended;
        synchronized (this) {
            ended = List.copyOf(idle);
            idle.clear();
        }
        ended.forEach(each -> end(each.connection));
    }

    /** Returns null if the server has ended the connection; the driver may know that before it is used again. */
    private static @Nullable Connection reset(PooledConnection kept) {
        try {
            Connection connection = kept.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("discard all");
            }
            return connection;
        } catch (SQLException e) {
            return null;
        }
    }

    private synchronized @Nullable PooledConnection take(PGConnectionPoolDataSource source) {
        for (Iterator<Idle> each = idle.iterator(); each.hasNext(); ) {
            Idle next = each.next();
            if (isOf(source, next.source)) {
                each.remove();
                return next.connection;
            }
        }
        return null;
    }

    private void give(PGConnectionPoolDataSource source, PooledConnection connection) {
        PooledConnection oldest = null;
        synchronized (this) {
            idle.addFirst(new Idle(source, connection));
            if (idle.size() > MAXIMUM_IDLE) {
                oldest = idle.removeLast().connection;
            }
        }
        if (oldest != null) {
            end(oldest);
        }
    }

    private static boolean isOf(PGConnectionPoolDataSource one, PGConnectionPoolDataSource other) {
        return one.getUrl().equals(other.getUrl())
                && String.valueOf(one.getUser()).equals(other.getUser());
    }

    private static void end(PooledConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server has ended it already.
        }
    }
}
