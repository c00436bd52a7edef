package com.everyoneslecture.capture;

import com.everyoneslecture.slot.DatabaseSettings;
import com.everyoneslecture.slot.SlotSettings;

/** Starts captures; what one hands over can be wrapped, to watch and to disturb it. */
@FunctionalInterface
public interface CaptureFactory {

    /** In Debezium's engine. */
    CaptureFactory DEBEZIUM = DebeziumCapture::start;

    /**
     * Starts one, in threads of its own.
     *
     * @param slot its slot must exist, its publication too
     * @param consumer called from now on, maybe before this returns
     */
    Capture start(DatabaseSettings database, SlotSettings slot, CaptureSettings settings, EventConsumer consumer);
}
