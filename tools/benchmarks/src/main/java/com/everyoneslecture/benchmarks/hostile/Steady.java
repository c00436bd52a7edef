package com.everyoneslecture.benchmarks.hostile;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** One thing that an honest client does at a steady rate, and how long it took each time since it was due. */
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

    /** Begins a phase: what was due before it is left out, also what runs now, and what was measured is forgotten. */
    void begin() {
        isBeginning = true;
        recorder.reset();
        failures.set(0);
    }

    /** Returns what was measured since the phase began, in nanoseconds. */
    Histogram take() {
        return recorder.getIntervalHistogram();
    }

    /** Returns how many failed since the phase began. */
    int failures() {
        return failures.get();
    }

    /** The last failure. */
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

    /** Returns once it is done. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }
}
