package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.Capture;
import com.everyoneslecture.outbox.capture.CaptureFactory;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.UnreadableSlot;
import com.everyoneslecture.relay.recovery.Gate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The capture of one session, from its start until the server streams, and until its end. */
final class SessionCapture {

    /** How long the capture may take from its start until the server streams to it. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final StreamSettings settings;
    private final CaptureFactory captures;
    private final ReplicationSlot slot;
    private final UnreadableSlot unreadable;
    private final Gate gate;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Capture capture;

    SessionCapture(
            StreamSettings settings,
            CaptureFactory captures,
            ReplicationSlot slot,
            UnreadableSlot unreadable,
            Gate gate) {
        this.settings = settings;
        this.captures = captures;
        this.slot = slot;
        this.unreadable = unreadable;
        this.gate = gate;
    }

    /**
     * Starts the capture. Returns when the server streams, or has streamed: a stream that fails behind its first events is not
     * known to have failed before those have passed the gate.
     */
    void start() throws Exception {
        Capture started = captures.start(settings.database(), settings.slot(), settings.capture(), gate);
        capture = started;
        started.ended().whenComplete((nothing, failure) -> end(failure));
        long deadlineNanos = System.nanoTime() + START_PATIENCE.toNanos();
        while (!slot.streaming() && !gate.reached()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new TimeoutException("the server does not stream from slot '" + slot.name() + "' after "
                        + START_PATIENCE.toSeconds() + " s");
            }
            awaitEnd(POLL_INTERVAL);
        }
    }

    /** Completes with the cause when the capture has ended. */
    CompletionStage<Void> ended() {
        return ended;
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /** Ends the capture. Returns whether there was one, and it has ended in time. */
    boolean close() {
        Capture started = capture;
        if (started == null) {
            return false;
        }
        started.close();
        boolean inTime = started.ended().toCompletableFuture().isDone();
        if (inTime) {
            slot.captureEnded();
        }
        return inTime;
    }

    /** Returns after so long; throws the cause if the capture ends meanwhile. */
    private void awaitEnd(Duration atMost) throws Exception {
        try {
            ended.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException goesOn) {
            return;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private void end(@Nullable Throwable failure) {
        ended.completeExceptionally(
                failure == null ? new IllegalStateException("the capture was closed") : unreadable.explain(failure));
    }
}
