package com.everyoneslecture.outbox.capture.slot;

import org.jspecify.annotations.Nullable;

/**
 * Computes the position of the slot that survives a crash of the server and a failover.
 *
 * <p>{@code confirmed_flush_lsn} is what the server has in memory. It writes the slot to disk only when it moves
 * {@code restart_lsn}, which is with every note of the running transactions in the log, about every 15 s, or never
 * while an old transaction is open ({@code LogicalConfirmReceivedLocation} in PostgreSQL's {@code logical.c}). After a
 * crash the slot is back where it was on disk, and what was confirmed since is delivered again. What is on disk is
 * never behind {@code restart_lsn}, for it only moves to where the confirmed position has passed it.
 *
 * <p>The server moves it in memory first, then on disk, and takes no further acknowledgement meanwhile. So a restart
 * position is taken for written once a later look has found the confirmed one further on.
 *
 * <p>A promoted standby continues from the end of the log that it has received. Transactions that committed later do
 * not exist there, and a later safe point is meaningless. So the returned position is never beyond the position of the
 * standby that is furthest behind, as the physical slots on the primary show it. A standby without a slot is not seen,
 * and neither is one that streams from another standby.
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
