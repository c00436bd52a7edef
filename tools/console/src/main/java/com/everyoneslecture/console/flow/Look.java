package com.everyoneslecture.console.flow;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A question to one system, asked in the background. One that is not answered in time is not asked a second time: its answer
 * is waited for, however long that takes, by those who look later. Used by one thread at a time.
 */
final class Look<T> {

    private final Callable<T> question;
    private final ExecutorService threads;
    private @Nullable Future<T> underWay;

    Look(Callable<T> question, ExecutorService threads) {
        this.question = question;
        this.threads = threads;
    }

    /** Asks, unless the last question is still open. */
    void begin() {
        if (underWay == null) {
            underWay = threads.submit(question);
        }
    }

    /** What was answered to {@link #begin()} by then, in terms of {@link System#nanoTime()}. */
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
     * What came of it.
     *
     * @param value null if there is none
     * @param failure why there is none, in words; null if there is one
     */
    record Answer<T>(@Nullable T value, @Nullable String failure) {

        /** Why there is no value. */
        String why() {
            return failure == null ? "" : failure;
        }
    }
}
