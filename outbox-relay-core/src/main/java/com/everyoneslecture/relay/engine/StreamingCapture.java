package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.Capture;
import com.everyoneslecture.outbox.capture.CaptureFactory;
import com.everyoneslecture.outbox.capture.PreparedCapture;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import com.everyoneslecture.outbox.capture.slot.UnreadableSlot;
import com.everyoneslecture.relay.recovery.DeduplicationFilter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The capture of one session, from its start until it has ended. Started and closed by one thread. */
final class StreamingCapture implements AutoCloseable {

    /** The maximum time from the capture's start until the server streams to it. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);

    private final CaptureFactory captures;
    private final StreamSettings settings;
    private final ReplicationSlot slot;
    private final UnreadableSlot unreadable;
    private final Displacement displacement;
    private final DeduplicationFilter filter;
    private final StreamWatch watch = new StreamWatch(System::nanoTime);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable PreparedCapture prepared;
    private @Nullable Capture capture;

    StreamingCapture(
            CaptureFactory captures,
            StreamSettings settings,
            ReplicationSlot slot,
            UnreadableSlot unreadable,
            Displacement displacement,
            DeduplicationFilter filter) {
        this.captures = captures;
        this.settings = settings;
        this.slot = slot;
        this.unreadable = unreadable;
        this.displacement = displacement;
        this.filter = filter;
    }

    /**
     * Prepares the start while another relay streams, or checks that the capture which is prepared can still be started.
     *
     * @throws Exception the reason why it cannot
     */
    void prepare() throws Exception {
        if (prepared == null) {
            prepared = captures.prepare(settings.database(), settings.slot(), settings.capture(), filter);
        }
        prepared.check();
    }

    /**
     * Returns when the server streams, or has streamed: a stream that fails behind its first events is not known to have
     * failed before those have passed the filter.
     */
    void start() throws Exception {
        Capture started = prepared == null
                ? captures.start(settings.database(), settings.slot(), settings.capture(), filter)
                : prepared.start();
        capture = started;
        started.ended().whenComplete((nothing, failure) -> end(failure));
        long deadlineNanos = System.nanoTime() + START_PATIENCE.toNanos();
        boolean reached = false;
        // In this order: if the stream has begun and still runs, its backend is known afterwards.
        while (!slot.streaming() && !reached) {
            reached = filter.reached();
            if (System.nanoTime() > deadlineNanos) {
                throw new TimeoutException("the server does not stream from slot '" + slot.name() + "' after "
                        + START_PATIENCE.toSeconds() + " s");
            }
            awaitEnd(PROBE_INTERVAL);
        }
    }

    /** Completes when the capture has ended: always exceptionally, with the cause. */
    CompletionStage<Void> ended() {
        return ended;
    }

    /**
     * Ends the capture as after a lost connection, if the server does not stream to it any more and it has not noticed. Called at
     * each probe after the start.
     *
     * @param status of the slot, at this probe
     */
    void observe(SlotStatus status) {
        Integer backend = status.activePid();
        boolean streams = backend != null && slot.ofAnotherProcess(backend).isEmpty();
        if (watch.isLost(streams, filter.deliveries()) && !hasEnded()) {
            end(new SQLException(
                    "the server has ended the stream from slot '" + slot.name()
                            + "', and the stream's connection did not report it: the network dropped it silently",
                    "08006"));
        }
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /** Returns whether a capture was started and has ended, so that no other thread publishes. */
    boolean isOver() {
        return capture != null && capture.ended().toCompletableFuture().isDone();
    }

    @Override
    public void close() {
        if (capture != null) {
            capture.close();
            if (isOver()) {
                slot.captureEnded();
            }
        } else if (prepared != null) {
            prepared.close();
        }
    }

    /** Waits for this time; throws the cause if the capture ends meanwhile. */
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
                failure == null
                        ? new IllegalStateException("the capture was closed")
                        : displacement.explain(unreadable.explain(failure)));
    }
}
