package com.everyoneslecture.benchmarks.latency;

import java.util.concurrent.locks.LockSupport;

/**
 * The due time of each event. Events have numbers from 0, and ids from {@link #firstId} on.
 *
 * @param firstId the id of a category that only this schedule's first event changes; each later event has the next id
 * @param perSecond the number of events per second
 * @param warmUp the number of events before those that count
 * @param events the number of events, including those of the warm-up
 * @param perTransaction the number of events that are committed together, and so are due together
 * @param startNanos the start in terms of {@link System#nanoTime}
 */
record Schedule(long firstId, int perSecond, int warmUp, int events, int perTransaction, long startNanos) {

    /** Above this rate, a small machine cannot run one transaction for each event. */
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

    /** Returns the time at which the event is due. */
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
