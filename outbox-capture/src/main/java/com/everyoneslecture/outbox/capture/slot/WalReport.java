package com.everyoneslecture.outbox.capture.slot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The status of the slot and a forecast.
 *
 * @param status the status that the server reported
 * @param behind the time since the write-ahead log ended at the slot's position; a lower bound if that was never observed
 * @param timeLeft until the server invalidates the slot, if the remaining allowance shrinks as in the last minute; null if it
 *     does not shrink, or if there is no limit
 * @param danger a warning in words, before the slot is lost; null if there is no danger
 */
public record WalReport(
        SlotStatus status,
        Duration behind,
        @Nullable Duration timeLeft,
        @Nullable String danger) {

    /** The remedy for a danger. */
    public static final String REMEDY = "let the relay catch up (its state shows the cause), end long"
            + " transactions, or raise the limit: alter system set max_slot_wal_keep_size = '…'; select pg_reload_conf()";
}
