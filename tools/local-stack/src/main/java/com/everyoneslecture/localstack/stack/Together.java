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

/** Does the same to several things at once. */
final class Together {

    private static final int END_SECONDS = 30;

    /** What is done to one of them. */
    @FunctionalInterface
    interface Task<T> {
        void run(T target) throws InterruptedException;
    }

    private Together() {}

    /**
     * Returns when all are done, or the first failure is known and all are done or have heard an interrupt. An interrupt of
     * the caller interrupts all of them.
     */
    static <T> void run(Collection<T> targets, Task<T> task) throws InterruptedException {
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
