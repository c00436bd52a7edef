package com.everyoneslecture.benchmarks.servers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/** What goes on beside what is measured, in a thread of its own, until it is closed. */
public final class Background implements AutoCloseable {

    private final CompletableFuture<Void> work;
    private volatile boolean closed;

    private Background(Work work) {
        this.work = CompletableFuture.runAsync(() -> run(work));
    }

    public static Background start(Work work) {
        return new Background(work);
    }

    /** Throws what has ended it, if anything has. */
    public void requireRunning() {
        if (work.isDone()) {
            work.join();
        }
    }

    /** Waits for it to end, and throws what has ended it before. */
    @Override
    public void close() {
        closed = true;
        work.join();
    }

    private void run(Work what) {
        try {
            what.run(() -> !closed);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** Goes on for as long as it is wanted. */
    @FunctionalInterface
    public interface Work {
        void run(BooleanSupplier isWanted) throws Exception;
    }
}
