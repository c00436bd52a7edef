package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotTaking;
import com.everyoneslecture.relay.ledger.LedgerContents;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.RecoveryDue;
import com.everyoneslecture.relay.publish.KafkaSession;
import com.everyoneslecture.relay.recovery.DeduplicationFilter;
import com.everyoneslecture.relay.recovery.PositionNote;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session on PostgreSQL and Kafka: the capture reads events from the slot, and the publisher writes them to Kafka.
 *
 * <p>It is opened and probed by one thread. Events pass through it on the capture's thread.
 */
final class StreamingSession implements Session {

    private final SessionServer server;
    private final ReplicationSlot slot;
    private final KafkaSession kafka;
    private final DeduplicationFilter filter;
    private final StreamingCapture capture;
    private final Standby standby;
    private final SessionOpening opening;
    private final SessionProbe probe;
    private final RelayListener listener;
    private @Nullable Lsn redeliveredUpTo;
    private Lsn confirmedAtStart = new Lsn(0);

    /**
     * True once every event that the slot does not hold is published: only then may the slot's position be recorded as explained.
     */
    private boolean flowing;

    StreamingSession(
            SessionServer server,
            KafkaSession kafka,
            DeduplicationFilter filter,
            StreamingCapture capture,
            Standby standby,
            SessionOpening opening,
            SessionProbe probe,
            RelayListener listener) {
        this.server = server;
        this.slot = server.slot();
        this.kafka = kafka;
        this.filter = filter;
        this.capture = capture;
        this.standby = standby;
        this.opening = opening;
        this.probe = probe;
        this.listener = listener;
    }

    /**
     * Opens the session. Only the relay that owns the stream from the slot takes over publishing, so two relays never fence
     * each other in turn. If there is no slot, the relay that creates it becomes the owner, one relay at a time.
     */
    void open(Consumer<RelayState> states) throws Exception {
        kafka.ensureTopics();
        opening.requireOwnLedger();
        standby.await(states);
        try (SlotTaking taking =
                SlotTaking.await(server.database(), server.settings().slot())) {
            // Read while this relay has the right to take the slot: the previous holder wrote its transactional id to
            // the ledger, and this session has to fence it.
            take(taking, opening.requireOwnLedger());
        }
        LedgerContents published = opening.run(confirmedAtStart);
        // Read after the recovery, which may have published recent transactions that the stream also delivers.
        redeliveredUpTo = slot.walSnapshot().walEnd();
        filter.open(published);
        flowing = true;
    }

    private void take(SlotTaking taking, LedgerHead ledger) throws Exception {
        server.unreadable().dropIfFound(taking);
        if (!slot.usable()) {
            makeSlot(taking, ledger);
        } else if (opening.isFirstUse(ledger)) {
            useSlotFirst(taking);
        } else {
            start(taking);
            kafka.takeOver(ledger.writers());
            // A program that has taken the slot since then has read this program's writer record, and fenced it.
            taking.require();
        }
    }

    /**
     * Creates the slot. A crash before the record that a recovery is due changes nothing. After it, and until the recovery is
     * done, every start publishes the events of the outbox that are neither before the safe point nor in the ledger.
     */
    private void makeSlot(SlotTaking taking, LedgerHead ledger) throws Exception {
        boolean firstStart = opening.isFirstStart(ledger);
        kafka.takeOver(ledger.writers());
        kafka.ledger().recoveryDue(new RecoveryDue(slot.walSnapshot().snapshot()));
        slot.make(taking);
        listener.slotCreated(firstStart);
        start(taking);
    }

    /**
     * Records, before the first transaction is sent from a slot that was created beforehand, that the outbox's rows are not
     * published. From the first transaction on, the server's statistics no longer show that the slot is new. Without the
     * record, the session after a failed one would mistake the empty ledger for a lost one.
     */
    private void useSlotFirst(SlotTaking taking) throws Exception {
        LedgerHead ledger = kafka.ledger().head();
        if (!opening.isFirstUse(ledger)) {
            throw new SQLException("slot '" + slot.name() + "' was used by another relay a moment ago", "55006");
        }
        kafka.takeOver(ledger.writers());
        kafka.ledger().recoveryDue(RecoveryDue.FIRST_USE);
        start(taking);
    }

    private void start(SlotTaking taking) throws Exception {
        confirmedAtStart = slot.requireConfirmed();
        capture.start();
        taking.require();
        listener.captureStarted(server.settings().capture().connector());
    }

    @Override
    public CompletionStage<Void> ended() {
        return capture.ended();
    }

    @Override
    public void probe() throws Exception {
        clearFilterOnceConfirmed(probe.run().confirmedFlushLsn());
        kafka.probe();
    }

    /**
     * Clears the filter once every event is confirmed that was published before it opened: the server does not send
     * them again.
     */
    private void clearFilterOnceConfirmed(@Nullable Lsn confirmed) {
        if (redeliveredUpTo != null && confirmed != null && confirmed.compareTo(redeliveredUpTo) >= 0) {
            redeliveredUpTo = null;
            filter.forget();
            server.unreadable().readable();
        }
    }

    @Override
    public void close() {
        boolean whole = flowing && !capture.hasEnded();
        capture.close();
        if (whole && capture.isOver()) {
            new PositionNote(slot, kafka.ledger()).write();
        }
        server.release();
        kafka.close();
    }
}
