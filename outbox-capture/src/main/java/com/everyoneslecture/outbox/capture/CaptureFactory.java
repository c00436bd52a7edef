package com.everyoneslecture.outbox.capture;

import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.sql.SQLException;

/** Starts captures. A wrapper can observe or disturb what a capture delivers. */
@FunctionalInterface
public interface CaptureFactory {

    /**
     * Starts a capture in separate threads.
     *
     * @param slot the slot and the publication must exist
     * @param consumer called from now on, maybe before this returns
     * @throws SQLException if the server is unreachable or rejects the connection; a capture may also report it through {@link Capture#ended()}
     */
    Capture start(DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer)
            throws SQLException;

    /**
     * Does the part of a start that is possible while another program streams from the slot. Does nothing by default.
     *
     * @param slot the slot and the publication must exist
     * @param consumer called after the start, maybe before the start returns
     */
    default PreparedCapture prepare(
            DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer) {
        return () -> start(database, slot, settings, consumer);
    }
}
