package com.everyoneslecture.outbox.spring;

import java.util.HashSet;
import java.util.Set;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps a transaction from committing after one of its events could not be appended, whatever the reason and whoever catches the
 * exception: most failures happen before anything is sent, so the database does not know. A rollback to a savepoint that is older than the
 * event undoes its change, and the rest may commit.
 */
final class RejectedTransaction implements TransactionSynchronization {

    private final Throwable failure;
    private final Set<Object> laterSavepoints = new HashSet<>();
    private boolean undone;

    private RejectedTransaction(Throwable failure) {
        this.failure = failure;
    }

    /** Marks the current transaction, if there is one. */
    static void of(Throwable failure) {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new RejectedTransaction(failure));
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

    @Override
    public void beforeCommit(boolean readOnly) {
        if (undone) {
            return;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception && !(failure instanceof TransactionException)) {
            throw exception;
        }
        // Spring would take a TransactionException for the outcome of a commit and not roll back.
        throw new IllegalStateException(
                "The transaction cannot commit, because one of its events could not be appended", failure);
    }
}
