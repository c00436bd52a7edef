package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.inbox.InboxTransactions;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on one connection, which is opened when it is needed and thrown away after any failure that is not the data's own. It is not
 * from the pool that readers use, so they cannot keep the loop waiting, nor the other way round.
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
        } catch (Exception e) {
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

    /** Closes the connection; the next use would open another one. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It is gone either way.
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
            // The failure that led here is the one to tell.
            close();
        }
    }
}
