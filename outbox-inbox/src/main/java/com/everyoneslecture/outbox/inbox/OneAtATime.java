package com.everyoneslecture.outbox.inbox;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Transactions that several threads may run: one at a time, while the other threads wait. Thread-safe. */
final class OneAtATime implements InboxTransactions {

    private final Supplier<InboxTransactions> made;
    private volatile @Nullable InboxTransactions transactions;

    /** @param made returns the transactions to use: called for the first transaction, and for the first one after a close */
    OneAtATime(Supplier<InboxTransactions> made) {
        this.made = made;
    }

    @Override
    public synchronized <T> T inTransaction(Work<T> work) throws Exception {
        InboxTransactions open = transactions;
        if (open == null) {
            open = made.get();
            transactions = open;
        }
        return open.inTransaction(work);
    }

    @Override
    public void abort() {
        InboxTransactions open = transactions;
        if (open != null) {
            open.abort();
        }
    }

    /** Does not wait for a running transaction. */
    @Override
    public void close() {
        InboxTransactions open = transactions;
        transactions = null;
        if (open != null) {
            open.close();
        }
    }
}
