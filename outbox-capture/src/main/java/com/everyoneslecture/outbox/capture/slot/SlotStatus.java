package com.everyoneslecture.outbox.capture.slot;

import org.jspecify.annotations.Nullable;

/**
 * What the server says of the slot at one moment.
 *
 * @param plugin the output plugin; {@code pgoutput} is the one that the relay speaks
 * @param database that the slot decodes; null for a physical slot
 * @param activePid the backend that streams from it; null if none does
 * @param walStatus {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
 * @param confirmedFlushLsn everything before it is acknowledged, as the server has it in memory; null for a physical slot
 * @param lagBytes of write-ahead log between that position and the newest
 * @param retainedBytes of write-ahead log that the server keeps for the slot
 * @param safeWalBytes that may still be written before the slot is in danger; null where nothing bounds it
 * @param restartLsn where the server would begin to read; null if it has given the log up
 */
public record SlotStatus(
        String plugin,
        @Nullable String database,
        @Nullable Integer activePid,
        String walStatus,
        @Nullable Lsn confirmedFlushLsn,
        long lagBytes,
        long retainedBytes,
        @Nullable Long safeWalBytes,
        @Nullable Lsn restartLsn) {

    /** Whether a backend is still making it: until the transactions that are open have ended, it has no position. */
    public boolean beingMade() {
        return plugin.equals("pgoutput") && confirmedFlushLsn == null;
    }

    /** Whether the server has given it up. */
    public boolean lost() {
        return walStatus.equals("lost");
    }
}
