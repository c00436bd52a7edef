package com.everyoneslecture.outbox.capture;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life cycle of every capture: one batch at a time, no batch after the capture is closed, and an end in bounded time.
 *
 * <p>Thread-safe. One thread delivers batches; any other thread closes.
 */
public final class CaptureLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureLifecycle.class);

    /** The time for which {@link #close} waits for the current batch. */
    private static final Duration BATCH_PATIENCE = Duration.ofMillis(1500);

    /** The time for which {@link #close} waits for the reader to end. */
    private static final Duration END_PATIENCE = Duration.ofMillis(2500);

    private final ReentrantLock batchInHand = new ReentrantLock();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean closed;

    /** Delivers one batch and acknowledges it. */
    @FunctionalInterface
    public interface Handover {
        void run() throws Exception;
    }

    /** Stops the reader, within the given time at most. */
    @FunctionalInterface
    public interface Stop {
        void run(Duration patience) throws InterruptedException;
    }

    /**
     * Delivers a batch, unless the capture is closed.
     *
     * @return false if the capture is closed and the batch was not delivered
     */
    public boolean hand(Handover batch) throws Exception {
        batchInHand.lockInterruptibly();
        try {
            if (closed) {
                return false;
            }
            batch.run();
            return true;
        } finally {
            batchInHand.unlock();
        }
    }

    /** Returns true once the capture is closed; it may not have ended yet. */
    public boolean closed() {
        return closed;
    }

    /** Ends the capture: normally if it is closed or there is no failure. */
    public void end(@Nullable Throwable failure) {
        if (closed || failure == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure);
        }
    }

    /** Completes with the end of the capture. */
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    /**
     * Waits for the current batch, stops the reader and waits for its end, for 4 s in all. A capture that has not ended by then
     * delivers no further batch.
     */
    public void close(Stop stop) {
        boolean idle = lockBatch();
        closed = true;
        if (idle) {
            batchInHand.unlock();
        }
        long deadline = System.nanoTime() + END_PATIENCE.toNanos();
        try {
            stop.run(END_PATIENCE.dividedBy(2));
            ended.handle((nothing, failure) -> null).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn(
                    "the capture did not stop in time; it is abandoned: it delivers no further events, and ends by itself");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean lockBatch() {
        try {
            return batchInHand.tryLock(BATCH_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
