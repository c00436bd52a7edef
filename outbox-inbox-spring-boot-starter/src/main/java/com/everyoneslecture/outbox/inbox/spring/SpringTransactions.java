package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.InboxTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The service's transactions, whose connection the inbox shares with the handlers.
 *
 * <p>The manager must bind a connection of the inbox's data source to each transaction, as those of JDBC and JPA do. JTA binds none; there, a
 * connection without auto-commit counts as one of its transaction.
 */
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
        Object outer = bound();
        TransactionStatus status = manager.getTransaction(definition);
        T result;
        try {
            // Otherwise the connection is one that no manager commits, or that of a caller's transaction.
            Object own = bound();
            require(manager instanceof JtaTransactionManager || (own != null && !own.equals(outer)));
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
            require(!connection.getAutoCommit());
            running = connection;
            return work.run(connection);
        } finally {
            running = null;
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** Returns what the running transaction has bound for the data source; null if there is none. */
    private @Nullable Object bound() {
        DataSource target =
                dataSource instanceof TransactionAwareDataSourceProxy proxy ? proxy.getTargetDataSource() : null;
        return TransactionSynchronizationManager.getResource(target == null ? dataSource : target);
    }

    private static void require(boolean managed) throws SQLException {
        if (!managed) {
            throw new SQLException(
                    "the service's transaction manager does not manage the inbox's DataSource: set"
                            + " inbox.transaction-manager, or define a bean of the type Inbox with transactions of the right one");
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
