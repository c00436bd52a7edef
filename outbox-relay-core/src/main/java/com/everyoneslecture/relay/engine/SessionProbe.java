package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.slot.DurablePosition;
import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotGoneException;
import com.everyoneslecture.outbox.capture.slot.SlotStatus;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.ledger.SafePoints;
import com.everyoneslecture.relay.publish.KafkaSession;
import com.everyoneslecture.relay.report.RelayListener;
import java.sql.SQLException;

/** Probes both servers while events flow, and advances the safe points. Used by one thread. */
final class SessionProbe {

    private final Check publication;
    private final ReplicationSlot slot;
    private final StreamingCapture capture;
    private final SafePoints safePoints;
    private final TrimWatch trim;
    private final KafkaSession kafka;
    private final RelayListener listener;
    private final DurablePosition durable = new DurablePosition();

    SessionProbe(
            Check publication,
            ReplicationSlot slot,
            StreamingCapture capture,
            SafePoints safePoints,
            TrimWatch trim,
            KafkaSession kafka,
            RelayListener listener) {
        this.publication = publication;
        this.slot = slot;
        this.capture = capture;
        this.safePoints = safePoints;
        this.trim = trim;
        this.kafka = kafka;
        this.listener = listener;
    }

    /**
     * Returns the status of the slot. Its confirmed position is never lower than at the probe before.
     *
     * @throws Exception if a server does not respond, the publication is wrong or the slot is gone
     */
    SlotStatus run() throws Exception {
        publication.run();
        SlotStatus status = slot.status().orElseThrow(() -> new SlotGoneException(slot.name()));
        listener.slotProbed(status);
        capture.observe(status);
        Lsn confirmed = status.confirmedFlushLsn();
        Lsn safe = durable.observe(status);
        safePoints.advance(confirmed == null ? 0 : confirmed.value(), safe == null ? null : safe.value());
        listener.safePointWaiting(safePoints.waiting());
        trim.observe(safePoints.waiting());
        SafePoint safePoint = kafka.ledger().safePoint();
        if (safePoint != null) {
            listener.safePointWritten(safePoint);
        }
        return status;
    }

    /** Finds out that something is wrong in the database. */
    @FunctionalInterface
    interface Check {
        void run() throws SQLException;
    }
}
