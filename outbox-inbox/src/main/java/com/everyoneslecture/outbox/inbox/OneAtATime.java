package com.everyoneslecture.outbox.inbox;

/** Transactions that several threads may run: one at a time, while the other threads wait. Thread-safe. */
final class OneAtATime implements InboxTransactions {

    private final InboxTransactions transactions;

    OneAtATime(InboxTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public synchronized <T> T inTransaction(Work<T> work) throws Exception {
        return transactions.inTransaction(work);
    }

    @Override
    public void abort() {
        transactions.abort();
    }
}
