package com.everyoneslecture.relay.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A recovery that is due: rows that committed before the slot was made are not in it. The note stands in the ledger from before
 * the slot is made, or first read, until those rows are published, so that a crash in between leaves no doubt.
 *
 * @param before which rows were visible before the slot was made, as {@code pg_current_snapshot()} writes it: none of
 *     them is in the slot; null where that is known of none
 */
public record RecoveryDue(@Nullable String before) {

    /** The slot was made beforehand, and no relay has read from it yet. */
    public static final RecoveryDue FIRST_USE = new RecoveryDue(null);
}
