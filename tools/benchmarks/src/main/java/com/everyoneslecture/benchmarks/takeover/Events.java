package com.everyoneslecture.benchmarks.takeover;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Which events were committed, and when each came. One thread commits, another one sees records, a third one asks. */
final class Events {

    private static final int MOST = 4_000_000;
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final AtomicLongArray arrivedNanos = new AtomicLongArray(MOST);
    private final AtomicIntegerArray times = new AtomicIntegerArray(MOST);
    private volatile int committed;
    private volatile int highest = -1;

    /** The number of the event that is committed next. */
    int next() {
        return committed;
    }

    /** The event has been committed, which is the next one. */
    void committed(int event) {
        committed = event + 1;
    }

    /** A record of the event is there. */
    void arrived(long event) {
        int number = Math.toIntExact(event);
        arrivedNanos.compareAndSet(number, 0, System.nanoTime());
        times.incrementAndGet(number);
        highest = Math.max(highest, number);
    }

    /** Returns when the first of the events from this number on came, whichever of them it was. */
    long awaitFirstFrom(int event) throws InterruptedException, TimeoutException {
        await("an event", () -> highest >= event);
        long first = Long.MAX_VALUE;
        for (int number = event; number <= highest; number++) {
            long nanos = arrivedNanos.get(number);
            first = nanos == 0 ? first : Math.min(first, nanos);
        }
        return first;
    }

    /** Returns when all that was committed has come. */
    void awaitAll() throws InterruptedException {
        try {
            await("all events", () -> missing() == 0);
        } catch (TimeoutException e) {
            // What is missing is told.
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
                throw new TimeoutException(what + " did not come within " + BOUND_NANOS / 1_000_000_000 + " s");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
