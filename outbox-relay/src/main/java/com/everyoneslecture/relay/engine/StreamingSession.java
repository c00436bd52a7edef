package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.Capture;
import com.everyoneslecture.outbox.capture.CaptureFactory;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.slot.DurablePosition;
import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.capture.slot.PrerequisiteException;
import com.everyoneslecture.outbox.capture.slot.Prerequisites;
import com.everyoneslecture.outbox.capture.slot.PublicationWatch;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotMaking;
import com.everyoneslecture.outbox.capture.slot.SlotObstacles;
import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import com.everyoneslecture.outbox.capture.slot.UnreadableSlot;
import com.everyoneslecture.outbox.capture.table.OutboxTable;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.ledger.LedgerContents;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.RecoveryDue;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.publish.KafkaPublisher;
import com.everyoneslecture.relay.publish.PublisherState;
import com.everyoneslecture.relay.recovery.Audit;
import com.everyoneslecture.relay.recovery.Gate;
import com.everyoneslecture.relay.recovery.PositionNote;
import com.everyoneslecture.relay.recovery.Recovery;
import com.everyoneslecture.relay.recovery.SafePoints;
import com.everyoneslecture.relay.report.MissedCause;
import com.everyoneslecture.relay.report.ObservedPublisher;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.retention.OutboxPartitions;
import com.everyoneslecture.relay.routing.Channels;
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
public final class StreamingSession implements Session {

    /** How long the capture may take from its start until the server streams to it. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private final CaptureFactory captures;
    private final StreamSettings settings;
    private final ReplicationSlot slot;
    private final PublicationWatch publication;
    private final UnreadableSlot unreadable;
    private final SessionOpening opening;
    private final MissedCause missedCause;
    private final TrimWatch trim;
    private final RelayListener listener;
    private final KafkaPublisher publisher;
    private final Gate gate;
    private final SafePoints safePoints;
    private final DurablePosition durable = new DurablePosition();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Capture capture;
    private @Nullable Lsn redeliveredUpTo;
    private Lsn confirmedAtStart = new Lsn(0);

    /** What the slot does not hold is published: only then may its position be noted as explained. */
    private boolean flowing;

    private StreamingSession(
            StreamSettings settings,
            ReplicationSlot slot,
            UnreadableSlot unreadable,
            OutboxTable outbox,
            OutboxPartitions partitions,
            RelayListener listener,
            ProducerFactory producers,
            CaptureFactory captures,
            PublisherState publisherState,
            MissedCause missedCause) {
        this.captures = captures;
        this.missedCause = missedCause;
        this.settings = settings;
        this.slot = slot;
        this.publication = new PublicationWatch(new Database(settings.database()), settings.slot());
        this.unreadable = unreadable;
        this.listener = listener;
        this.publisher = new KafkaPublisher(
                slot.name(),
                settings.kafka(),
                settings.topics(),
                new Channels(settings.channels()),
                producers,
                publisherState);
        this.gate = new Gate(new ObservedPublisher(publisher, listener), listener);
        this.safePoints =
                new SafePoints(slot, publisher, gate, new Audit(outbox, publisher, gate, missedCause, listener));
        this.trim = new TrimWatch(new SlotObstacles(new Database(settings.database())));
        this.opening = new SessionOpening(
                slot,
                outbox,
                publisher,
                new Recovery(outbox, partitions, new ObservedPublisher(publisher, listener), listener),
                safePoints,
                listener);
    }

    /** Opens such sessions, one after the other. */
    public static Opener opener(
            StreamSettings settings, RelayListener listener, ProducerFactory producers, CaptureFactory captures) {
        Database database = new Database(settings.database());
        Prerequisites prerequisites = new Prerequisites(database, settings.slot());
        ReplicationSlot slot = new ReplicationSlot(database, settings.slot());
        UnreadableSlot unreadable = new UnreadableSlot(database, settings.slot());
        OutboxTable outbox =
                new OutboxTable(database, settings.slot(), settings.capture().maximumBatchSize());
        OutboxPartitions partitions = new OutboxPartitions(database);
        PublisherState publisherState = new PublisherState();
        MissedCause missedCause = new MissedCause();
        return () -> {
            noting(missedCause, prerequisites::check);
            StreamingSession session = new StreamingSession(
                    settings,
                    slot,
                    unreadable,
                    outbox,
                    partitions,
                    listener,
                    producers,
                    captures,
                    publisherState,
                    missedCause);
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
     * The owner of the stream from the slot is the only one to take over the publishing: so two relays never fence each other
     * in turn. Where there is no slot, its maker becomes the owner, and one relay at a time may make it.
     */
    private void open() throws Exception {
        publisher.ensureTopics();
        LedgerHead ledger = opening.requireOwnLedger();
        unreadable.dropIfFound();
        if (!slot.usable()) {
            makeSlot();
        } else if (opening.isFirstUse(ledger)) {
            useSlotFirst();
        } else {
            start();
            publisher.takeOver();
        }
        LedgerContents published = opening.run(confirmedAtStart);
        // After the recovery: it may have published what committed only a moment ago, and the stream delivers that,
        // too.
        redeliveredUpTo = slot.moment().walEnd();
        gate.open(published);
        flowing = true;
    }

    /**
     * A crash before the note leaves all as it was. After it, and until the recovery is done, every start publishes what is
     * in the outbox and neither under the safe point nor in the ledger.
     */
    private void makeSlot() throws Exception {
        SlotMaking making = SlotMaking.await(new Database(settings.database()), settings.slot());
        try {
            if (slot.usable()) {
                throw new SQLException("slot '" + slot.name() + "' was made by another relay a moment ago", "55006");
            }
            publisher.takeOver();
            publisher.recoveryDue(new RecoveryDue(slot.moment().snapshot()));
            slot.make();
            listener.slotCreated();
            start();
        } finally {
            making.close();
        }
    }

    /**
     * Notes, before the first transaction is sent from a slot that was made beforehand, that the outbox's rows are not published.
     * From the first transaction on, the server's statistics no longer show that the slot is new; so a session that fails without
     * the note would have the next one take the empty ledger for a lost one.
     */
    private void useSlotFirst() throws Exception {
        SlotMaking making = SlotMaking.await(new Database(settings.database()), settings.slot());
        try {
            if (!slot.usable() || !opening.isFirstUse(publisher.head())) {
                throw new SQLException("slot '" + slot.name() + "' was used by another relay a moment ago", "55006");
            }
            publisher.takeOver();
            publisher.recoveryDue(RecoveryDue.FIRST_USE);
            start();
        } finally {
            making.close();
        }
    }

    private void start() throws Exception {
        confirmedAtStart = slot.requireConfirmed();
        startCapture();
    }

    private void startCapture() throws Exception {
        Capture started = captures.start(settings.database(), settings.slot(), settings.capture(), gate);
        capture = started;
        started.ended().whenComplete((nothing, failure) -> end(failure));
        awaitStreaming();
    }

    /**
     * Returns when the server streams, or has streamed: a stream that fails behind its first events is not known to have
     * failed before those have passed the gate.
     */
    private void awaitStreaming() throws Exception {
        long deadlineNanos = System.nanoTime() + START_PATIENCE.toNanos();
        while (!slot.streaming() && !gate.reached()) {
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
    public void probe() throws Exception {
        noting(missedCause, publication::check);
        SlotStatus status =
                slot.status().orElseThrow(() -> new SQLException("slot '" + slot.name() + "' is gone", "55000"));
        listener.slotProbed(status);
        safePoints.advance(status, durable.observe(status));
        listener.safePointWaiting(safePoints.waiting());
        trim.observe(safePoints.waiting());
        SafePoint safePoint = publisher.safePoint();
        if (safePoint != null) {
            listener.safePointWritten(safePoint);
        }
        forgetWhatCannotComeAgain(status.confirmedFlushLsn());
        publisher.probe();
    }

    private static void noting(MissedCause cause, Check check) throws SQLException {
        try {
            check.run();
        } catch (PrerequisiteException wrong) {
            cause.publicationWasWrong();
            throw wrong;
        }
    }

    @FunctionalInterface
    private interface Check {
        void run() throws SQLException;
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
            boolean whole = flowing && !ended.isDone();
            capture.close();
            if (capture.ended().toCompletableFuture().isDone()) {
                slot.captureEnded();
                if (whole) {
                    new PositionNote(slot, publisher).write();
                }
            }
        }
        publisher.close();
    }

    private void end(@Nullable Throwable failure) {
        ended.completeExceptionally(
                failure == null ? new IllegalStateException("the capture was closed") : unreadable.explain(failure));
    }
}
