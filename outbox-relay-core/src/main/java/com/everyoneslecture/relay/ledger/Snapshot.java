package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.event.ForeignTransaction;
import java.util.Arrays;

/**
 * The transactions that a snapshot of the database covers: those that had committed or rolled back by then. Decides like
 * {@code pg_visible_in_snapshot}, by the transaction's id and never by a position in the log, because a transaction may not be visible
 * yet although its commit record is before the position.
 *
 * <p>Its text is that of {@code pg_current_snapshot()}: {@code xmin:xmax:list}, with the list of the transactions that were in
 * progress, ascending.
 */
public final class Snapshot {

    private final String text;
    private final long xmin;
    private final long xmax;
    private final long[] inProgress;

    private Snapshot(String text, long xmin, long xmax, long[] inProgress) {
        this.text = text;
        this.xmin = xmin;
        this.xmax = xmax;
        this.inProgress = inProgress;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is not of PostgreSQL's form
     */
    public static Snapshot parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("'" + text + "' is not a snapshot of PostgreSQL");
        }
        long[] inProgress = parts[2].isEmpty()
                ? new long[0]
                : Arrays.stream(parts[2].split(",")).mapToLong(Long::parseLong).toArray();
        long xmin = Long.parseLong(parts[0]);
        long xmax = Long.parseLong(parts[1]);
        if (xmin < 0 || xmin > xmax) {
            throw new IllegalArgumentException("'" + text + "' is not a snapshot of PostgreSQL");
        }
        return new Snapshot(text, xmin, xmax, inProgress);
    }

    /** Returns whether the transaction had ended when the snapshot was taken. */
    public boolean covers(long transactionId) {
        if (ForeignTransaction.is(transactionId)) {
            return ForeignTransaction.writer(transactionId) < xmin;
        }
        if (transactionId < xmin) {
            return true;
        }
        return transactionId < xmax && Arrays.binarySearch(inProgress, transactionId) < 0;
    }

    /** The lowest id that was in progress: every one below is covered. */
    public long xmin() {
        return xmin;
    }

    /** Returns the first id that was not assigned yet: no id from here on is covered. */
    public long xmax() {
        return xmax;
    }

    /** Returns the text in PostgreSQL's format. */
    @Override
    public String toString() {
        return text;
    }
}
