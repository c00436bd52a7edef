package com.everyoneslecture.outbox.spring;

import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Finds the transaction that a transaction manager has begun on a connection of one data source. It begins none itself.
 *
 * <p>A connection of the data source is no proof: in the transaction of another manager, Spring opens one that no manager commits, and
 * keeps it until that transaction ends.
 */
final class BegunTransactions extends DataSourceTransactionManager {

    private static final long serialVersionUID = 1L;

    /** @param dataSource for a {@code TransactionAwareDataSourceProxy}, the data source behind it counts */
    BegunTransactions(DataSource dataSource) {
        super(dataSource);
    }

    /** Returns whether the calling thread is in such a transaction. */
    boolean isRunning() {
        return isExistingTransaction(doGetTransaction()) || isBegunByJpa();
    }

    /** Only managers such as that of JPA bind a connection without synchronization; that of an earlier read has one. */
    private boolean isBegunByJpa() {
        return TransactionSynchronizationManager.getResource(obtainDataSource()) instanceof ConnectionHolder bound
                && !bound.isSynchronizedWithTransaction();
    }
}
