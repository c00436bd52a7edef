package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs transactions on connections of a data source, each on a connection that it takes and returns. */
final class DataSourceTransactions implements InboxTransactions {

    private final DataSource dataSource;
    private volatile @Nullable Connection running;

    DataSourceTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public <T> T inTransaction(Work<T> work) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            running = connection;
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (Throwable failure) {
                rollBack(connection, failure);
                throw failure;
            }
        } finally {
            running = null;
        }
    }

    @Override
    public void abort() {
        Connection open = running;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                throw new IllegalStateException("the driver does not abort", e);
            }
        }
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The failure that led here is the one to report.
            failure.addSuppressed(e);
        }
    }
}
