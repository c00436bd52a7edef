package com.everyoneslecture.chaos.load;

import java.util.concurrent.TimeUnit;

/** Limits the events per second of all threads together. After a pause, at most one second of missed events is made up for. */
final class Pace {

    private static final long FORGOTTEN_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double nanosPerEvent;
    private double next = System.nanoTime();

    Pace(double eventsPerSecond) {
        this.nanosPerEvent = TimeUnit.SECONDS.toNanos(1) / eventsPerSecond;
    }

    /** Returns when this number of further events is due. */
    void await(int events) throws InterruptedException {
        long due = reserve(events);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }

    private synchronized long reserve(int events) {
        next = Math.max(next, (double) (System.nanoTime() - FORGOTTEN_AFTER_NANOS));
        long due = (long) next;
        next += events * nanosPerEvent;
        return due;
    }
}
