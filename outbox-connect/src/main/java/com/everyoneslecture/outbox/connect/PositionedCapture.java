package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.capture.Capture;
import com.everyoneslecture.outbox.capture.CaptureFactory;
import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.ReplicationSlot;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.wal.WalCapture;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.LedgerReading;
import java.sql.SQLException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the write-ahead log with the product's own reader and updates the source's position with each batch.
 *
 * <p>Usually the ledger records which events are published. If the ledger is lost, the offset that Kafka Connect has
 * stored is used: if the slot will deliver the offset's transaction, with the same id and commit time, all events up to
 * the offset are skipped; otherwise none.
 *
 * @param stored the offset at the start of the task; null if there is none
 */
record PositionedCapture(
        KafkaSettings kafka,
        SourcePosition position,
        @Nullable StoredOffset stored) implements CaptureFactory {

    @Override
    public Capture start(DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer)
            throws SQLException {
        Database connections = new Database(database);
        String here = new ReplicationSlot(connections, slot).moment().database();
        position.begin(here);
        EventConsumer next = stored != null && decides(stored, here, slot, connections)
                ? new BehindOffset(stored, consumer)
                : consumer;
        return WalCapture.start(database, slot, settings, events -> {
            position.read(events);
            next.accept(events);
        });
    }

    private boolean decides(StoredOffset offset, String here, SlotSettings slot, Database database)
            throws SQLException {
        return offset.database().equals(here) && ledgerIsGone(slot) && new SlotPreview(database, slot).holds(offset);
    }

    private boolean ledgerIsGone(SlotSettings slot) {
        try {
            LedgerHead head = LedgerReading.head(slot.name(), kafka);
            // A ledger that was created after a loss names no earlier event, until its first safe point.
            return head == null || head.missing() || head.baseline();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
