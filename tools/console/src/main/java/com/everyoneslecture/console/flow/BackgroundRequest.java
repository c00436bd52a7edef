package com.everyoneslecture.console.flow;

import java.time.Duration;
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
 *
 * <p>A late answer alone is no failure. Until the first answer, and then until a request has run for {@link #WHOLE}, the answer is pending;
 * after a failure, the failure holds until the next answer.
 */
final class BackgroundRequest<T> {

    /** A request that has run for this long counts as failed. */
    static final Duration WHOLE = Duration.ofSeconds(3);

    /** Longer, because the first request opens connections, and both sides may still load their programs. */
    static final Duration FIRST_WHOLE = Duration.ofSeconds(8);

    private static final String LATE = "does not answer";

    private final Callable<T> question;
    private final ExecutorService threads;
    private @Nullable Future<T> underWay;
    private long beganNanos;
    private boolean answered;
    private boolean stale;
    private @Nullable String lastFailure;

    BackgroundRequest(Callable<T> question, ExecutorService threads) {
        this.question = question;
        this.threads = threads;
    }

    /** Starts a request, unless the last one is still running. */
    void begin() {
        if (stale && underWay != null && underWay.isDone()) {
            underWay = null;
        }
        if (underWay == null) {
            stale = false;
            beganNanos = System.nanoTime();
            underWay = threads.submit(question);
        }
    }

    /** Forgets all answers, also that of a request that is still running: the next one is the first again. */
    void forget() {
        stale = underWay != null;
        answered = false;
        lastFailure = null;
        beganNanos = System.nanoTime();
    }

    /** Returns the answer to {@link #begin()}; waits until this time at most, in terms of {@link System#nanoTime()}. */
    Answer<T> answerUntil(long deadlineNanos) throws InterruptedException {
        Future<T> asked = underWay;
        if (asked == null) {
            return Answer.failed("was not polled");
        }
        try {
            T value = asked.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            return ended(new Answer<>(value, null));
        } catch (TimeoutException e) {
            return late();
        } catch (ExecutionException e) {
            return ended(Answer.failed(Causes.of(e.getCause())));
        }
    }

    private Answer<T> ended(Answer<T> answer) {
        underWay = null;
        if (stale) {
            return Answer.notYet();
        }
        answered = true;
        lastFailure = answer.failure();
        return answer;
    }

    private Answer<T> late() {
        Duration limit = answered ? WHOLE : FIRST_WHOLE;
        if (lastFailure == null && System.nanoTime() - beganNanos < limit.toNanos()) {
            return Answer.notYet();
        }
        return Answer.failed(lastFailure == null ? LATE : lastFailure);
    }

    /**
     * The result of a request.
     *
     * @param value null if there is none
     * @param failure the reason in words why there is no value; null if there is one, or if the request is still running
     */
    record Answer<T>(@Nullable T value, @Nullable String failure) {

        static <T> Answer<T> failed(String failure) {
            return new Answer<>(null, failure);
        }

        static <T> Answer<T> notYet() {
            return new Answer<>(null, null);
        }

        /** Returns whether the request is still running, and has not taken too long. */
        boolean pending() {
            return value == null && failure == null;
        }

        /** Returns the reason why there is no value; empty if there is one. */
        String why() {
            return failure == null ? "" : failure;
        }
    }
}
