package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.inbox.InboxTransactions;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions on one connection. It is opened when a transaction needs it, and closed after any
 * {@link SQLException} except a data fault. The connection is not from the readers' pool, so readers and the loop
 * cannot block each other.
 */
public final class LoopConnection implements InboxTransactions {

    private final DataSource database;
    private volatile @Nullable Connection connection;

    /**
     * Opens nothing yet.
     *
     * @param database opens a new connection each time, with bounds on connecting and on waiting for answers
     */
    public LoopConnection(DataSource database) {
        this.database = database;
    }

    @Override
    public <T> T inTransaction(Work<T> work) throws Exception {
        Connection open = open();
        try {
            T result = work.run(open);
            open.commit();
            return result;
        } catch (SQLException e) {
            rollBack(open);
            if (!FailurePolicy.isDataFault(e)) {
                close();
            }
            throw e;
        } catch (Throwable e) {
            rollBack(open);
            throw e;
        }
    }

    @Override
    public void abort() {
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                throw new IllegalStateException("the driver refuses to abort", e);
            }
        }
    }

    /** Closes the connection; the next transaction opens another one. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // The connection is closed in either case.
                connection = null;
            }
        }
    }

    private Connection open() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.getConnection();
            connection = open;
            open.setAutoCommit(false);
        }
        return open;
    }

    private void rollBack(Connection open) {
        try {
            open.rollback();
        } catch (SQLException e) {
            // The first failure is the one to report.
            close();
        }
    }
}
