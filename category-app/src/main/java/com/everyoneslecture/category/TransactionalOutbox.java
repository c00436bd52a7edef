package com.everyoneslecture.category;

import com.everyoneslecture.outbox.append.EventRejectedException;
import com.everyoneslecture.outbox.append.NewEvent;
import com.everyoneslecture.outbox.append.Outbox;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Appends to the outbox over the connection of the transaction that Spring manages. Any number of threads may append at once. */
@Component
class TransactionalOutbox {

    private final Outbox outbox = Outbox.ofDefaultTable();
    private final JdbcTemplate jdbc;

    TransactionalOutbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Appends one row.
     *
     * @throws IllegalTransactionStateException outside a transaction or in a read-only one; nothing was sent
     * @throws EventRejectedException if the event breaks a rule of the table; the transaction has to be rolled back
     * @throws org.springframework.dao.DataAccessException if the database fails; likewise
     */
    void append(NewEvent event) {
        requireTransaction(TransactionSynchronizationManager.isActualTransactionActive());
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalTransactionStateException(
                    "An event cannot be appended in a read-only transaction: nothing can have changed in it.");
        }
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            // A transaction may be running on another database's connection; on this one the row would commit alone.
            requireTransaction(!connection.getAutoCommit());
            outbox.append(connection, event);
            return true;
        });
    }

    private static void requireTransaction(boolean present) {
        if (!present) {
            throw new IllegalTransactionStateException("An event can only be appended in the transaction of its change:"
                    + " without one, the event and the change could be stored one without the other."
                    + " Make the change in a method that is @Transactional.");
        }
    }
}
