package com.everyoneslecture.outbox.capture.wal;

import com.everyoneslecture.outbox.capture.BatchBuffer;
import com.everyoneslecture.outbox.capture.Capture;
import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.CapturedBatch;
import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
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
 * A capture of the product's own: a {@link WalReader} reads ahead, and a second thread hands batches over.
 *
 * <p>The commit point is the return of {@link EventConsumer#accept}. Before it nothing of the batch is acknowledged, so a crash
 * has the whole batch sent again. After it the batch's transactions are acknowledged, and the reader tells the server at the
 * next acknowledge interval; a crash in between has the batch sent again too, though it was taken.
 *
 * <p>{@link #close()} may be called by any thread.
 */
public final class WalCapture implements Capture {

    private static final Logger LOG = LoggerFactory.getLogger(WalCapture.class);

    /** How long the capture's thread waits for a batch before it looks whether it should end. */
    private static final Duration TAKE_PATIENCE = Duration.ofMillis(200);

    /** How long {@link #close()} waits for the batch in hand. */
    private static final Duration BATCH_PATIENCE = Duration.ofMillis(1500);

    /** How long {@link #close()} waits for the end after that. */
    private static final Duration END_PATIENCE = Duration.ofMillis(2500);

    /** Bounds memory where payloads are large. */
    private static final long MAXIMUM_BUFFER_BYTES = 16L * 1024 * 1024;

    private final WalSettings settings;
    private final EventConsumer consumer;
    private final BatchBuffer buffer;
    private final Thread thread = new Thread(this::run, "capture");
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ReentrantLock batchInHand = new ReentrantLock();
    private volatile boolean closed;

    private WalCapture(WalSettings settings, EventConsumer consumer) {
        this.settings = settings;
        this.consumer = consumer;
        this.buffer = new BatchBuffer(settings.maximumBatchSize(), MAXIMUM_BUFFER_BYTES);
    }

    /**
     * Starts to capture, in threads of its own.
     *
     * @param slot its slot must exist, its publication too
     * @param consumer called from now on, maybe before this returns
     */
    public static WalCapture start(
            DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer) {
        WalCapture capture = new WalCapture(WalSettings.of(database, slot, settings), consumer);
        capture.thread.setDaemon(true);
        capture.thread.start();
        return capture;
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public void close() {
        boolean idle = lockBatch();
        closed = true;
        if (idle) {
            batchInHand.unlock();
        }
        thread.interrupt();
        try {
            ended.handle((nothing, failure) -> null).get(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("the capture did not end in time; it is left behind, takes no further events and ends by itself");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Throwable failure = null;
        try (WalReader reader = WalReader.start(settings, buffer)) {
            while (!closed) {
                CapturedBatch batch = buffer.take(TAKE_PATIENCE);
                if (batch != null) {
                    handle(batch, reader);
                }
            }
        } catch (Throwable e) {
            failure = e;
        }
        end(failure);
    }

    /** A capture that is closed takes no further batch, and one that takes a batch is not closed under it. */
    private void handle(CapturedBatch batch, WalReader reader) throws Exception {
        batchInHand.lockInterruptibly();
        try {
            if (closed) {
                return;
            }
            if (!batch.events().isEmpty()) {
                consumer.accept(batch.events());
            }
            if (batch.committedLsn() != 0) {
                reader.acknowledge(batch.committedLsn());
            }
        } finally {
            batchInHand.unlock();
        }
    }

    private void end(@Nullable Throwable failure) {
        if (closed || failure == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure);
        }
    }

    private boolean lockBatch() {
        try {
            return batchInHand.tryLock(BATCH_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
