package com.everyoneslecture.outbox.event;

/**
 * The transaction id of an event whose row was restored from another cluster and read from the table. The row stores an id of that
 * cluster, which means nothing in this cluster. The event has the id of the transaction of this cluster that wrote the row instead, with a
 * mark, because less is known of it: it may be the id of a subtransaction, which a snapshot does not list while it is in progress.
 * So only a snapshot without any transaction in progress up to this id certainly covers the row.
 *
 * <p>An event from the log has the id of its transaction without a mark, wherever its row comes from.
 */
public final class ForeignTransaction {

    /** No cluster assigns ids as high as this. */
    private static final long MARK = 1L << 62;

    private ForeignTransaction() {}

    /** Returns the marked id of the transaction of this cluster that wrote the row. */
    public static long writtenBy(long transaction) {
        return MARK | transaction;
    }

    /** Returns whether a transaction id has the mark. */
    public static boolean is(long transaction) {
        return (transaction & MARK) != 0;
    }

    /** Returns the id without the mark. */
    public static long writer(long transaction) {
        return transaction & ~MARK;
    }
}
