package com.everyoneslecture.publish;

import org.jspecify.annotations.Nullable;

/**
 * What the ledger says at the start of a relay.
 *
 * @param published the ids of all events that may be delivered again though they are published
 * @param safePoint the last one; null if there never was one
 * @param recoveryDue null unless the slot was made anew and the rows that are not in it are not all published
 * @param missing whether there was no ledger: it is new
 * @param end where it ends: the offset of the next record
 */
public record LedgerContents(
        EventIdSet published,
        @Nullable SafePoint safePoint,
        @Nullable RecoveryDue recoveryDue,
        boolean missing,
        long end) {}
