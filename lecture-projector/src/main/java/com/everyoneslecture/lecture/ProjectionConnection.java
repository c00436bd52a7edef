package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.retry.FailurePolicy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The loop's own connection, opened when it is needed and thrown away after any
 * failure that is not the data's own. It is not from the pool that readers
 * use, so they cannot keep the loop waiting, nor the other way round. The loop's thread alone calls it, but for
 * {@link #abort}.
 */
public final class ProjectionConnection {

    /** What happens in a transaction. */
    interface Work<T, E extends Exception> {
        T run(Connection connection) throws SQLException, E;
    }

    private final DataSource database;
    private volatile @Nullable Connection connection;

    /**
     * Opens nothing yet.
     *
     * @param database opens a new connection each time, with bounds on connecting and on waiting for answers
     */
    public ProjectionConnection(DataSource database) {
        this.database = database;
    }

    /** Commits what the work does, or rolls it back and throws. */
    <T, E extends Exception> T inTransaction(Work<T, E> work) throws SQLException, E {
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

    /** Cuts the connection off, from any thread; what runs on it throws. */
    void abort() {
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                throw new IllegalStateException("the driver refuses to abort", e);
            }
        }
    }

    /** Closes it; the next use would open another one. */
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
