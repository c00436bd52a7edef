package com.everyoneslecture.relay.publish;

import java.time.Duration;

/**
 * The number of events that one transaction may have. A batch that takes too long is not tried again as it was: a timeout
 * halves the number, down to one event, and transactions that are fast double it again.
 *
 * <p>Outlives the publisher, which a timeout ends. Any thread may call it.
 */
final class BatchLimit {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private int events = UNLIMITED;

    /** How many events the next transaction may have. */
    synchronized int events() {
        return events;
    }

    /**
     * A transaction was committed. One that took half of its time is made smaller before it fails. The number grows only where
     * twice as much would still take less than half.
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

    /** A transaction of so many events took longer than it may. */
    synchronized void timedOut(int size) {
        halve(size);
    }

    /** One event cannot be divided, and says nothing about larger batches. */
    private void halve(int size) {
        if (size > 1) {
            events = Math.min(events, size / 2);
        }
    }
}
