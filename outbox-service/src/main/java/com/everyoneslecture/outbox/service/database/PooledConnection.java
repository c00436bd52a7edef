package com.everyoneslecture.outbox.service.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A connection through a pooler, which may give each transaction to another session of the server. So each transaction begins with
 * the settings that it needs, before its first statement is created. A statement must not be kept from one transaction to
 * the next.
 */
final class PooledConnection implements InvocationHandler {

    private final Connection connection;
    private final String settings;

    private PooledConnection(Connection connection, String settings) {
        this.connection = connection;
        this.settings = settings;
    }

    /** @param settings statements whose effect ends with the transaction */
    static Connection of(Connection connection, String settings) {
        return (Connection) Proxy.newProxyInstance(
                PooledConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new PooledConnection(connection, settings));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("createStatement") || method.getName().startsWith("prepare")) {
            beginIfNone();
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void beginIfNone() throws SQLException {
        if (!connection.getAutoCommit()
                && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(settings);
            }
        }
    }
}
