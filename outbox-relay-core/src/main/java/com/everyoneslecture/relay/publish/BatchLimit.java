package com.everyoneslecture.relay.publish;

import java.time.Duration;

/**
 * The maximum number of events in one transaction. A batch that takes too long is not retried with the same size: a timeout
 * halves the number, down to one event, and fast transactions double it again.
 *
 * <p>Outlives the publisher, which a timeout ends. Any thread may call it.
 */
final class BatchLimit {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private int events = UNLIMITED;

    /** Returns the maximum number of events in the next transaction. */
    synchronized int events() {
        return events;
    }

    /**
     * Adjusts the number after a commit. If a transaction took half of its time limit, the next one becomes smaller before it
     * fails. The number grows only if twice as many events would still take less than half of the limit.
     *
     * @param size events in the transaction
     * @param patience the time that it may take
     */
    synchronized void committed(int size, Duration took, Duration patience) {
        if (took.compareTo(patience.dividedBy(2)) > 0) {
            halve(size);
        } else if (size >= events && took.compareTo(patience.dividedBy(4)) < 0) {
            events = events > UNLIMITED / 2 ? UNLIMITED : events * 2;
        }
    }

    /** Lowers the number after a transaction of this size timed out. */
    synchronized void timedOut(int size) {
        halve(size);
    }

    /** Ignores a transaction with one event, because it cannot be divided and does not predict larger batches. */
    private void halve(int size) {
        if (size > 1) {
            events = Math.min(events, size / 2);
        }
    }
}
