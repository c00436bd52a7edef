package com.everyoneslecture.relay;

import com.everyoneslecture.capture.Capture;
import com.everyoneslecture.capture.DebeziumCapture;
import com.everyoneslecture.capture.OutboxEvent;
import com.everyoneslecture.publish.Channels;
import com.everyoneslecture.publish.KafkaPublisher;
import com.everyoneslecture.slot.Database;
import com.everyoneslecture.slot.Prerequisites;
import com.everyoneslecture.slot.ReplicationSlot;
import com.everyoneslecture.slot.SlotStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A session on the real things: what Debezium captures, Kafka takes.
 *
 * <p>It is opened and probed by one thread. Events pass through it on the capture's thread.
 */
final class StreamingSession implements Session {

    /** How long the capture may take from its start until the server streams to it. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private final RelayProperties properties;
    private final ReplicationSlot slot;
    private final RelayListener listener;
    private final KafkaPublisher publisher;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Capture capture;

    private StreamingSession(RelayProperties properties, ReplicationSlot slot, RelayListener listener) {
        this.properties = properties;
        this.slot = slot;
        this.listener = listener;
        this.publisher =
                new KafkaPublisher(properties.kafka(), properties.topics(), new Channels(properties.channels()));
    }

    /** Opens such sessions, one after the other. */
    static Opener opener(RelayProperties properties, RelayListener listener) {
        Database database = new Database(properties.database());
        Prerequisites prerequisites = new Prerequisites(database, properties.slot());
        ReplicationSlot slot = new ReplicationSlot(database, properties.slot());
        return () -> {
            prerequisites.check();
            StreamingSession session = new StreamingSession(properties, slot, listener);
            try {
                session.open();
                return session;
            } catch (Throwable failure) {
                session.close();
                throw failure;
            }
        };
    }

    /** Kafka before the slot: a capture that could not publish what it reads would only hold the slot. */
    private void open() throws Exception {
        publisher.ensureTopics();
        if (slot.ensure() == ReplicationSlot.Origin.CREATED) {
            listener.slotCreated();
        }
        Capture started =
                DebeziumCapture.start(properties.database(), properties.slot(), properties.capture(), this::publish);
        capture = started;
        started.ended().whenComplete((nothing, failure) -> end(failure));
        awaitStreaming();
    }

    /** A crash before this returns has the events captured again; so may one shortly after. */
    private void publish(List<OutboxEvent> events) throws InterruptedException {
        publisher.publish(events);
        listener.published(events);
    }

    private void awaitStreaming() throws Exception {
        long deadlineNanos = System.nanoTime() + START_PATIENCE.toNanos();
        while (!slot.streaming()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new TimeoutException("the server does not stream from slot '" + slot.name() + "' after "
                        + START_PATIENCE.toSeconds() + " s");
            }
            awaitEnd(LOOK_INTERVAL);
        }
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

    @Override
    public CompletionStage<Void> ended() {
        return ended;
    }

    @Override
    public void probe() throws SQLException, InterruptedException {
        SlotStatus status =
                slot.status().orElseThrow(() -> new SQLException("slot '" + slot.name() + "' is gone", "55000"));
        listener.slotProbed(status);
        publisher.probe();
    }

    @Override
    public void close() {
        if (capture != null) {
            capture.close();
            if (capture.ended().toCompletableFuture().isDone()) {
                slot.captureEnded();
            }
        }
        publisher.close();
    }

    private void end(@Nullable Throwable failure) {
        ended.completeExceptionally(failure == null ? new IllegalStateException("the capture was closed") : failure);
    }
}
