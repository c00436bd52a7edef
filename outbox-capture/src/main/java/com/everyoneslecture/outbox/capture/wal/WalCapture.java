package com.everyoneslecture.outbox.capture.wal;

import com.everyoneslecture.outbox.capture.BatchBuffer;
import com.everyoneslecture.outbox.capture.Capture;
import com.everyoneslecture.outbox.capture.CaptureLifecycle;
import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.CapturedBatch;
import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The project's own capture: a {@link WalReader} reads ahead, and a second thread delivers batches.
 *
 * <p>The commit point is the return of {@link EventConsumer#accept}. Before it, nothing of the batch is acknowledged, so a
 * crash causes a redelivery of the whole batch. After it, the batch's transactions are acknowledged, and the reader reports
 * that to the server at the next acknowledge interval; a crash before that report also causes a redelivery, although the batch
 * was taken.
 *
 * <p>{@link #close()} may be called by any thread.
 */
public final class WalCapture implements Capture {

    /** The time for which the capture's thread waits for a batch before it checks whether it should end. */
    private static final Duration TAKE_PATIENCE = Duration.ofMillis(200);

    /** Limits the memory for large payloads. */
    private static final long MAXIMUM_BUFFER_BYTES = 16L * 1024 * 1024;

    private final WalSettings settings;
    private final EventConsumer consumer;
    private final BatchBuffer buffer;
    private final Thread thread = new Thread(this::run, "capture");
    private final CaptureLifecycle life = new CaptureLifecycle();

    private WalCapture(WalSettings settings, EventConsumer consumer) {
        this.settings = settings;
        this.consumer = consumer;
        this.buffer = new BatchBuffer(settings.maximumBatchSize(), MAXIMUM_BUFFER_BYTES);
    }

    /**
     * Starts to capture, in separate threads.
     *
     * @param slot the slot and the publication must exist
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
        return life.ended();
    }

    @Override
    public void close() {
        life.close(patience -> thread.interrupt());
    }

    private void run() {
        Throwable failure = null;
        try (WalReader reader = WalReader.start(settings, buffer)) {
            while (!life.closed()) {
                CapturedBatch batch = buffer.take(TAKE_PATIENCE);
                if (batch != null) {
                    life.hand(() -> handle(batch, reader));
                }
            }
        } catch (Throwable e) {
            failure = e;
        }
        life.end(failure);
    }

    private void handle(CapturedBatch batch, WalReader reader) throws Exception {
        if (!batch.events().isEmpty()) {
            consumer.accept(batch.events());
        }
        if (batch.committedLsn() != 0) {
            reader.acknowledge(batch.committedLsn());
        }
    }
}
