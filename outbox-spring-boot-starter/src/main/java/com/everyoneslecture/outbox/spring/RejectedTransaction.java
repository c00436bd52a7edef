package com.everyoneslecture.outbox.spring;

import com.everyoneslecture.outbox.append.EventRejectedException;
import java.util.HashSet;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps a transaction from committing after one of its events was rejected: the event is checked before it is sent, so the database
 * does not know. A rollback to a savepoint that is older than the rejected event undoes its change, and the rest may commit.
 */
final class RejectedTransaction implements TransactionSynchronization {

    private final EventRejectedException rejected;
    private final Set<Object> laterSavepoints = new HashSet<>();
    private boolean undone;

    private RejectedTransaction(EventRejectedException rejected) {
        this.rejected = rejected;
    }

    /** Marks the current transaction. */
    static void of(EventRejectedException rejected) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new RejectedTransaction(rejected));
        }
    }

    @Override
    public void savepoint(Object savepoint) {
        laterSavepoints.add(savepoint);
    }

    @Override
    public void savepointRollback(Object savepoint) {
        if (!laterSavepoints.contains(savepoint)) {
            undone = true;
        }
    }

    // Not a TransactionException: Spring would take one for the outcome of a commit and not roll back.
    @Override
    public void beforeCommit(boolean readOnly) {
        if (!undone) {
            throw rejected;
        }
    }
}
