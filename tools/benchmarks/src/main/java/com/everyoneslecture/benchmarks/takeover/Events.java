package com.everyoneslecture.benchmarks.takeover;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** The committed and received events, and the longest time without a record. One thread commits, another one receives records, a third one reads. */
final class Events {

    private static final int MOST = 4_000_000;
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final AtomicIntegerArray times = new AtomicIntegerArray(MOST);
    private volatile int committed;
    private volatile int highest = -1;
    private volatile long longestSilenceNanos;
    private long lastNanos = System.nanoTime();

    /** Returns the number of the event that is committed next. */
    int next() {
        return committed;
    }

    /** Notes that the next event has been committed. */
    void committed(int event) {
        committed = event + 1;
    }

    /** Notes a record of the event. Only one thread may call it. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void arrived(long event) {
        int number = Math.toIntExact(event);
        long nowNanos = System.nanoTime();
        longestSilenceNanos = Math.max(longestSilenceNanos, nowNanos - lastNanos);
        lastNanos = nowNanos;
        times.incrementAndGet(number);
        highest = Math.max(highest, number);
    }

    /** Resets the longest time without a record. */
    void forgetSilence() {
        longestSilenceNanos = 0;
    }

    /** Waits until an event that is committed from now on has arrived. Returns the longest time without a record since the last reset. */
    long awaitEndOfSilence() throws InterruptedException, TimeoutException {
        // The event that is being committed now may be in the log already.
        int event = committed + 1;
        await("an event", () -> highest >= event);
        return longestSilenceNanos;
    }

    /** Returns when all committed events have arrived. */
    void awaitAll() throws InterruptedException {
        try {
            await("all events", () -> missing() == 0);
        } catch (TimeoutException e) {
            // The report shows the missing events.
        }
    }

    long missing() {
        return count(0, 0);
    }

    long doubled() {
        return count(2, Integer.MAX_VALUE);
    }

    private long count(int least, int most) {
        return IntStream.range(0, committed)
                .map(times::get)
                .filter(seen -> seen >= least && seen <= most)
                .count();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException, TimeoutException {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > BOUND_NANOS) {
                throw new TimeoutException(what + " did not arrive within " + BOUND_NANOS / 1_000_000_000 + " s");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
