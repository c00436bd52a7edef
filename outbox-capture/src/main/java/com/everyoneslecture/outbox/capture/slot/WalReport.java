package com.everyoneslecture.outbox.capture.slot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the slot stands, and where that leads.
 *
 * @param status what the server says
 * @param behind how long ago the write-ahead log ended where the slot is now; at least that, if it was never seen there
 * @param timeLeft until the server gives the slot up, if what it may still keep shrinks as it did in the last minute; null
 *     if it does not shrink, or nothing bounds it
 * @param danger in words, before the slot is lost; null if there is none
 */
public record WalReport(
        SlotStatus status,
        Duration behind,
        @Nullable Duration timeLeft,
        @Nullable String danger) {

    /** What to do about a danger. */
    public static final String REMEDY =
            "let the relay catch up (its state says what keeps it), end transactions that are"
                    + " open for long, or give it room: alter system set max_slot_wal_keep_size = '…'; select pg_reload_conf()";
}
