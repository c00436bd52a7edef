package com.everyoneslecture.benchmarks.servers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/** An activity during a measurement, in a separate thread, until it is closed. */
public final class Background implements AutoCloseable {

    private final CompletableFuture<Void> work;
    private volatile boolean closed;

    private Background(Work work) {
        this.work = CompletableFuture.runAsync(() -> run(work));
    }

    public static Background start(Work work) {
        return new Background(work);
    }

    /** Throws the failure that ended it, if there is one. */
    public void requireRunning() {
        if (work.isDone()) {
            work.join();
        }
    }

    /** Waits for its end, and throws the failure that ended it before, if there is one. */
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

    /** Runs as long as it is wanted. */
    @FunctionalInterface
    public interface Work {
        void run(BooleanSupplier isWanted) throws Exception;
    }
}
