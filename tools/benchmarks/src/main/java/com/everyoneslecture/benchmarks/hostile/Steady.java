package com.everyoneslecture.benchmarks.hostile;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** One action of an honest client at a steady rate, with the time of each from its due time on. */
final class Steady implements AutoCloseable {

    private final String name;
    private final Thread thread;
    private final Recorder recorder = new Recorder(3);
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile boolean closed;
    private volatile boolean isBeginning;

    private Steady(String name, int perSecond, Work work) {
        this.name = name;
        thread = new Thread(() -> repeat(1_000_000_000L / perSecond, work), "honest " + name);
        thread.setDaemon(true);
    }

    static Steady start(String name, int perSecond, Work work) {
        Steady steady = new Steady(name, perSecond, work);
        steady.thread.start();
        return steady;
    }

    String name() {
        return name;
    }

    /** Begins a phase. Actions that were due before it are left out, including the running one, and earlier measurements are discarded. */
    void begin() {
        isBeginning = true;
        recorder.reset();
        failures.set(0);
    }

    /** Returns the measurements since the phase began, in nanoseconds. */
    Histogram take() {
        return recorder.getIntervalHistogram();
    }

    /** Returns the number of failures since the phase began. */
    int failures() {
        return failures.get();
    }

    /** Returns the last failure. */
    @Nullable
    String failure() {
        return failure.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void repeat(long intervalNanos, Work work) {
        long dueNanos = System.nanoTime();
        while (!closed) {
            try {
                work.run();
                if (!isBeginning) {
                    recorder.recordValue(System.nanoTime() - dueNanos);
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                failures.incrementAndGet();
                failure.set(e.toString());
            }
            if (isBeginning) {
                isBeginning = false;
                dueNanos = System.nanoTime();
            }
            dueNanos += intervalNanos;
            LockSupport.parkNanos(dueNanos - System.nanoTime());
        }
    }

    /** The action; returns when it is done. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }
}
