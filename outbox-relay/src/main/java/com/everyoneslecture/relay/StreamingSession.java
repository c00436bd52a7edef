package com.everyoneslecture.relay;

import com.everyoneslecture.capture.Capture;
import com.everyoneslecture.capture.DebeziumCapture;
import com.everyoneslecture.capture.OutboxTable;
import com.everyoneslecture.publish.Channels;
import com.everyoneslecture.publish.KafkaPublisher;
import com.everyoneslecture.publish.LedgerContents;
import com.everyoneslecture.publish.ProducerFactory;
import com.everyoneslecture.publish.PublisherState;
import com.everyoneslecture.publish.RecoveryDue;
import com.everyoneslecture.publish.SafePoint;
import com.everyoneslecture.slot.Database;
import com.everyoneslecture.slot.DurablePosition;
import com.everyoneslecture.slot.Lsn;
import com.everyoneslecture.slot.OutboxPartitions;
import com.everyoneslecture.slot.Prerequisites;
import com.everyoneslecture.slot.ReplicationSlot;
import com.everyoneslecture.slot.SlotStatus;
import java.sql.SQLException;
import java.time.Duration;
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
    private final Recovery recovery;
    private final RelayListener listener;
    private final KafkaPublisher publisher;
    private final Gate gate;
    private final SafePoints safePoints;
    private final DurablePosition durable = new DurablePosition();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Capture capture;
    private @Nullable Lsn redeliveredUpTo;

    private StreamingSession(
            RelayProperties properties,
            ReplicationSlot slot,
            OutboxTable outbox,
            OutboxPartitions partitions,
            RelayListener listener,
            ProducerFactory producers,
            PublisherState publisherState) {
        this.properties = properties;
        this.slot = slot;
        this.listener = listener;
        this.publisher = new KafkaPublisher(
                slot.name(),
                properties.kafka(),
                properties.topics(),
                new Channels(properties.channels()),
                producers,
                publisherState);
        this.gate = new Gate(new ObservedPublisher(publisher, listener), listener);
        this.recovery = new Recovery(outbox, partitions, publisher, listener);
        this.safePoints = new SafePoints(slot, publisher);
    }

    /** Opens such sessions, one after the other. */
    static Opener opener(RelayProperties properties, RelayListener listener, ProducerFactory producers) {
        Database database = new Database(properties.database());
        Prerequisites prerequisites = new Prerequisites(database, properties.slot());
        ReplicationSlot slot = new ReplicationSlot(database, properties.slot());
        OutboxTable outbox = new OutboxTable(
                database, properties.slot(), properties.capture().maximumBatchSize());
        OutboxPartitions partitions = new OutboxPartitions(database);
        PublisherState publisherState = new PublisherState();
        return () -> {
            prerequisites.check();
            StreamingSession session =
                    new StreamingSession(properties, slot, outbox, partitions, listener, producers, publisherState);
            try {
                session.open();
                return session;
            } catch (Throwable failure) {
                session.close();
                throw failure;
            }
        };
    }

    /**
     * Who streams from the slot owns it, and only the owner takes over the publishing: so two relays never fence each other
     * in turn. Where there is no slot nobody owns it, and who makes it does.
     */
    private void open() throws Exception {
        publisher.ensureTopics();
        LedgerContents ledger = slot.usable() ? null : makeSlot();
        startCapture();
        if (ledger == null) {
            ledger = publisher.takeOver();
            if (ledger.missing()) {
                listener.ledgerLost();
            }
        }
        RecoveryDue due = ledger.recoveryDue();
        if (due != null) {
            recovery.run(ledger, due, slot.moment());
        }
        // After the recovery: it may have published what committed only a moment ago, and that comes by the stream,
        // too.
        redeliveredUpTo = slot.moment().walEnd();
        gate.open(ledger.published());
    }

    /**
     * A crash before the note leaves all as it was. After it, and until the recovery is done, every start publishes what is
     * in the outbox and neither under the safe point nor in the ledger.
     */
    private LedgerContents makeSlot() throws Exception {
        LedgerContents ledger = publisher.takeOver();
        RecoveryDue due = new RecoveryDue(slot.moment().snapshot());
        publisher.recoveryDue(due);
        slot.make();
        listener.slotCreated();
        return new LedgerContents(ledger.published(), ledger.safePoint(), due, ledger.missing(), ledger.end());
    }

    private void startCapture() throws Exception {
        Capture started = DebeziumCapture.start(properties.database(), properties.slot(), properties.capture(), gate);
        capture = started;
        started.ended().whenComplete((nothing, failure) -> end(failure));
        awaitStreaming();
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
        safePoints.advance(durable.observe(status));
        SafePoint safePoint = publisher.safePoint();
        if (safePoint != null) {
            listener.safePointWritten(safePoint);
        }
        forgetWhatCannotComeAgain(status.confirmedFlushLsn());
        publisher.probe();
    }

    /** What was published before the gate opened had committed by then; once that is confirmed it never comes again. */
    private void forgetWhatCannotComeAgain(@Nullable Lsn confirmed) {
        if (redeliveredUpTo != null && confirmed != null && confirmed.compareTo(redeliveredUpTo) >= 0) {
            redeliveredUpTo = null;
            gate.forget();
        }
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
