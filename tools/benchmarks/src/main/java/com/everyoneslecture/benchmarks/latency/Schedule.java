package com.everyoneslecture.benchmarks.latency;

import java.util.concurrent.locks.LockSupport;

/**
 * When each event is due. Events have numbers from 0, and ids from {@link #firstId} on.
 *
 * @param firstId of a category that only this schedule's first event changes; the next one has the next
 * @param perSecond events
 * @param warmUp events that come before those that count
 * @param events with those of the warm-up
 * @param perTransaction that are committed together, and so are due together
 * @param startNanos of {@link System#nanoTime}
 */
record Schedule(long firstId, int perSecond, int warmUp, int events, int perTransaction, long startNanos) {

    /** Above this rate a small machine does not get one transaction for each event done. */
    private static final int MOST_TRANSACTIONS_PER_SECOND = 2_000;

    static Schedule of(long firstId, int perSecond, int warmUpSeconds, int seconds, long startNanos) {
        int perTransaction = Math.max(1, (perSecond + MOST_TRANSACTIONS_PER_SECOND - 1) / MOST_TRANSACTIONS_PER_SECOND);
        return new Schedule(
                firstId,
                perSecond,
                perSecond * warmUpSeconds,
                perSecond * (warmUpSeconds + seconds),
                perTransaction,
                startNanos);
    }

    /** When the event is to be committed. */
    long dueNanos(int event) {
        int first = event / perTransaction * perTransaction;
        return startNanos + first * 1_000_000_000L / perSecond;
    }

    boolean counts(int event) {
        return event >= warmUp;
    }

    /** Returns at the event's time; at once if that has passed. */
    void await(int event) {
        for (long left = dueNanos(event) - System.nanoTime(); left > 0; left = dueNanos(event) - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
