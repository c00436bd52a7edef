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
import java.sql.SQLException;

/** Reads the write-ahead log with the product's own reader and updates the source's position with each batch. */
record PositionedCapture(SourcePosition position) implements CaptureFactory {

    @Override
    public Capture start(DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer)
            throws SQLException {
        position.begin(
                new ReplicationSlot(new Database(database), slot).walSnapshot().database());
        return WalCapture.start(database, slot, settings, events -> {
            position.read(events);
            consumer.accept(events);
        });
    }
}
