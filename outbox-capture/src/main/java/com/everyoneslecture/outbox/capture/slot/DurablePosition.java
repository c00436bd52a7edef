package com.everyoneslecture.outbox.capture.slot;

import org.jspecify.annotations.Nullable;

/**
 * Computes the position of the slot that survives a crash of the server and a failover.
 *
 * <p>{@code confirmed_flush_lsn} is the position that the server has in memory. The server writes the slot to disk only when it
 * moves {@code restart_lsn}. It does so with every record of the running transactions in the log, about every 15 s, and not at
 * all while an old transaction is open ({@code LogicalConfirmReceivedLocation} in PostgreSQL's {@code logical.c}). After a
 * crash the slot is back at its position on disk, and everything that was confirmed since is redelivered. The position on disk
 * is never behind {@code restart_lsn}, which only moves to positions that are confirmed already.
 *
 * <p>The server moves the position in memory first, then on disk, and processes no further acknowledgement meanwhile. So a
 * restart position counts as written once a later status shows a higher confirmed position.
 *
 * <p>A promoted standby continues from the end of the log that it has received. It lacks transactions that committed later, and
 * a later safe point is meaningless there. So the returned position is never beyond the position of the standby that is
 * furthest behind, according to the physical slots on the primary. A standby without a slot is not visible, and a standby that
 * streams from another standby is not visible either.
 *
 * <p>Used by one thread.
 */
public final class DurablePosition {

    private @Nullable Lsn seenRestart;
    private @Nullable Lsn seenConfirmed;
    private @Nullable Lsn durable;

    /**
     * Takes the next status into account and returns the position that survives a crash and a failover; null if it is
     * not known yet.
     */
    public @Nullable Lsn observe(SlotStatus status) {
        Lsn confirmed = status.confirmedFlushLsn();
        if (confirmed == null) {
            return onStandbys(durable, status.standbysLsn());
        }
        if (seenConfirmed == null) {
            seenConfirmed = confirmed;
            seenRestart = status.restartLsn();
        } else if (confirmed.compareTo(seenConfirmed) > 0) {
            durable = seenRestart;
            seenConfirmed = confirmed;
            seenRestart = status.restartLsn();
        }
        return onStandbys(durable, status.standbysLsn());
    }

    private static @Nullable Lsn onStandbys(@Nullable Lsn position, @Nullable Lsn standbys) {
        return position == null || standbys == null || position.compareTo(standbys) <= 0 ? position : standbys;
    }
}
