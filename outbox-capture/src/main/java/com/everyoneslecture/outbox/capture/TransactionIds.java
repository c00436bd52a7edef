package com.everyoneslecture.outbox.capture;

/**
 * Completes transaction ids, because the log contains only the low 32 bits. Ids in use never differ by more than 2^31, because
 * PostgreSQL stops before ("Preventing Transaction ID Wraparound Failures"). Used by one thread.
 */
public final class TransactionIds {

    private long newest;

    /** @param next the id that the server gave out next when the stream began, with its epoch */
    public TransactionIds(long next) {
        this.newest = next;
    }

    /** Returns the id with its epoch ({@code xid8}). */
    public long complete(int lowBits) {
        long id = newest + (lowBits - (int) newest);
        newest = Math.max(newest, id);
        return id;
    }
}
