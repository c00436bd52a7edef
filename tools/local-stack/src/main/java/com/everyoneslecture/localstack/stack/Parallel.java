package com.everyoneslecture.localstack.stack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the same task for several targets in parallel. */
public final class Parallel {

    private static final int END_SECONDS = 30;

    /** The task for one target. */
    @FunctionalInterface
    public interface Task<T> {
        void run(T target) throws InterruptedException;
    }

    private Parallel() {}

    /**
     * Returns when all tasks have ended. If tasks fail, it throws the first failure. If the caller is interrupted, it interrupts all tasks
     * and waits up to 30 s for their end.
     */
    public static <T> void run(Collection<T> targets, Task<T> task) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (T target : targets) {
                futures.add(threads.submit(() -> {
                    task.run(target);
                    return null;
                }));
            }
            RuntimeException failure = null;
            for (Future<?> future : futures) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    failure = failure(failure, e.getCause());
                }
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            threads.shutdownNow();
            boolean unused = threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static RuntimeException failure(@Nullable RuntimeException first, @Nullable Throwable next) {
        RuntimeException failure = next instanceof RuntimeException runtime ? runtime : new IllegalStateException(next);
        if (first == null) {
            return failure;
        }
        first.addSuppressed(failure);
        return first;
    }
}
