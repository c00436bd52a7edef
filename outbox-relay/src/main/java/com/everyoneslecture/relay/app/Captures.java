package com.everyoneslecture.relay.app;

import com.everyoneslecture.outbox.capture.Capture;
import com.everyoneslecture.outbox.capture.CaptureFactory;
import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.EventConsumer;
import com.everyoneslecture.outbox.capture.PreparedCapture;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.wal.WalCapture;
import com.everyoneslecture.relay.debezium.DebeziumCapture;
import java.sql.SQLException;

/** Starts the capture that the settings name. */
public final class Captures implements CaptureFactory {

    @Override
    public Capture start(DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer)
            throws SQLException {
        return switch (settings.connector()) {
            case DEBEZIUM -> DebeziumCapture.start(database, slot, settings, consumer);
            case WAL -> WalCapture.start(database, slot, settings, consumer);
        };
    }

    @Override
    public PreparedCapture prepare(
            DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer) {
        return switch (settings.connector()) {
            case DEBEZIUM -> DebeziumCapture.prepare(database, slot, settings, consumer);
            // This capture has nothing to prepare.
            case WAL -> CaptureFactory.super.prepare(database, slot, settings, consumer);
        };
    }
}
