package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.InboxTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** The service's transactions, whose connection the inbox shares with the handlers. */
final class SpringTransactions implements InboxTransactions {

    private final PlatformTransactionManager manager;
    private final DataSource dataSource;
    private volatile @Nullable Connection running;

    SpringTransactions(PlatformTransactionManager manager, DataSource dataSource) {
        this.manager = manager;
        this.dataSource = dataSource;
    }

    @Override
    public <T> T inTransaction(Work<T> work) throws Exception {
        // A caller's own transaction, around a retry, would commit several events together or none.
        DefaultTransactionDefinition definition =
                new DefaultTransactionDefinition(DefaultTransactionDefinition.PROPAGATION_REQUIRES_NEW);
        TransactionStatus status = manager.getTransaction(definition);
        T result;
        try {
            result = onItsConnection(work);
        } catch (Throwable failure) {
            rollBack(status, failure);
            throw failure;
        }
        manager.commit(status);
        return result;
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

    private <T> T onItsConnection(Work<T> work) throws Exception {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            if (connection.getAutoCommit()) {
                throw new SQLException(
                        "the service's transaction manager does not manage the inbox's DataSource: define"
                                + " a bean of the type Inbox with transactions of the right one");
            }
            running = connection;
            return work.run(connection);
        } finally {
            running = null;
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private void rollBack(TransactionStatus status, Throwable failure) {
        try {
            manager.rollback(status);
        } catch (RuntimeException e) {
            // The failure that led here is the one to report.
            failure.addSuppressed(e);
        }
    }
}
