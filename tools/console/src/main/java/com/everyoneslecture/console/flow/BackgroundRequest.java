package com.everyoneslecture.console.flow;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A request to one system that runs in the background. A request that is late is not repeated: later readings wait for its answer, however
 * long it takes. Used by one thread at a time.
 */
final class BackgroundRequest<T> {

    private final Callable<T> question;
    private final ExecutorService threads;
    private @Nullable Future<T> underWay;

    BackgroundRequest(Callable<T> question, ExecutorService threads) {
        this.question = question;
        this.threads = threads;
    }

    /** Starts a request, unless the last one is still running. */
    void begin() {
        if (underWay == null) {
            underWay = threads.submit(question);
        }
    }

    /** Returns the answer to {@link #begin()}; waits until this time at most, in terms of {@link System#nanoTime()}. */
    Answer<T> answerUntil(long deadlineNanos) throws InterruptedException {
        Future<T> asked = underWay;
        if (asked == null) {
            return new Answer<>(null, "was not asked");
        }
        try {
            long left = Math.max(0, deadlineNanos - System.nanoTime());
            Answer<T> answer = new Answer<>(asked.get(left, TimeUnit.NANOSECONDS), null);
            underWay = null;
            return answer;
        } catch (TimeoutException e) {
            return new Answer<>(null, "does not answer");
        } catch (ExecutionException e) {
            underWay = null;
            return new Answer<>(null, Causes.of(e.getCause()));
        }
    }

    /**
     * The result of a request.
     *
     * @param value null if there is none
     * @param failure the reason in words why there is no value; null if there is one
     */
    record Answer<T>(@Nullable T value, @Nullable String failure) {

        /** Returns the reason why there is no value; empty if there is one. */
        String why() {
            return failure == null ? "" : failure;
        }
    }
}
