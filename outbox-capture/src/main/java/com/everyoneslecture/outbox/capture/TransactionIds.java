package com.everyoneslecture.outbox.capture;

/**
 * Completes transaction ids: the log carries the low 32 bits alone. Ids in use are never further apart than 2^31, since PostgreSQL
 * stops before ("Preventing Transaction ID Wraparound Failures"). Used by one thread.
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
