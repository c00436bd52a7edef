package com.everyoneslecture.outbox.capture;

import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.sql.SQLException;

/** Starts captures; what one hands over can be wrapped, to watch and to disturb it. */
@FunctionalInterface
public interface CaptureFactory {

    /**
     * Starts one, in threads of its own.
     *
     * @param slot its slot must exist, its publication too
     * @param consumer called from now on, maybe before this returns
     * @throws SQLException if the server is unreachable or rejects the connection; a capture may also report it through {@link Capture#ended()}
     */
    Capture start(DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer)
            throws SQLException;

    /**
     * Does what a start needs and can be done while another program streams from the slot. By default, that is nothing.
     *
     * @param slot its slot must exist, its publication too
     * @param consumer called from the start on, maybe before that returns
     */
    default PreparedCapture prepare(
            DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer) {
        return () -> start(database, slot, settings, consumer);
    }
}
