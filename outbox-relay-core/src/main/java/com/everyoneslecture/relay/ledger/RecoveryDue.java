package com.everyoneslecture.relay.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A recovery that is due: the slot lacks rows that committed before it was created. The record is in the ledger from before the
 * slot is created, or first read, until those rows are published, so that it survives a crash in between.
 *
 * @param before a snapshot from before the slot was created, as {@code pg_current_snapshot()} writes it: the slot holds none of
 *     the rows that were visible in it; null if no such row is known
 */
public record RecoveryDue(@Nullable String before) {

    /** The slot was created beforehand, and no relay has read from it yet. */
    public static final RecoveryDue FIRST_USE = new RecoveryDue(null);
}
