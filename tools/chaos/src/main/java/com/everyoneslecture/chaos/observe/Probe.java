package com.everyoneslecture.chaos.observe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Polls one server in a separate thread, so that a frozen server delays no other poll. Pauses are longer if answers take long, so that the
 * polls do not become a load themselves.
 */
public final class Probe<T> implements AutoCloseable {

    private static final int PAUSES_PER_ANSWER = 10;
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long END_MILLIS = 15_000;

    private final Question<T> question;
    private final Duration pause;
    private final Thread thread;
    private volatile @Nullable Reading<T> last;
    private volatile @Nullable Throwable failure;

    /** A question; its result is empty if there is no answer. */
    @FunctionalInterface
    public interface Question<T> {
        Optional<T> ask() throws InterruptedException;
    }

    private record Reading<T>(T value, long askedAtNanos) {}

    public Probe(String name, Duration pause, Question<T> question) {
        this.question = question;
        this.pause = pause;
        this.thread = new Thread(this::run, "probe-" + name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Returns the last answer, if its request was sent within this time. */
    public Optional<T> last(Duration within) {
        return since(System.nanoTime() - within.toNanos());
    }

    /** Returns the last answer, if its request was sent after this time. */
    public Optional<T> since(long nanos) {
        Reading<T> reading = last;
        return reading != null && reading.askedAtNanos() - nanos >= 0 ? Optional.of(reading.value()) : Optional.empty();
    }

    /**
     * Throws the failure that ended the polls, if there is one.
     *
     * @throws NoJudgementException if this program has failed, and not the server
     */
    public void check() {
        Throwable ended = failure;
        if (ended instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        if (ended != null) {
            throw new NoJudgementException(thread.getName() + " has ended: " + ended, ended);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long askedAt = System.nanoTime();
                Optional<T> answer = question.ask();
                answer.ifPresent(value -> last = new Reading<>(value, askedAt));
                long took = System.nanoTime() - askedAt;
                TimeUnit.NANOSECONDS.sleep(
                        Math.max(pause.toNanos(), Math.min(PAUSES_PER_ANSWER * took, LONGEST_PAUSE_NANOS)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }
}
