package com.everyoneslecture.relay.ledger;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of the ledger, without the events that it names.
 *
 * @param safePoint the last one; null if there never was one
 * @param recoveryDue null unless the slot lacks events that are not published
 * @param baseline whether the ledger does not reach back to the first event, so that it lacks events that were published before
 *     it and before its first safe point
 * @param missing whether it holds no committed record: the ledger is new, or was lost
 * @param database of its last batch or safe point, with the timeline; null if it has neither
 * @param position the highest position that a relay can have confirmed of that database's slot, in bytes of its log; 0 if it is
 *     not known
 * @param adopted the database that continues where that one ended, as an operator has declared; null for none
 * @param witnesses the last event of each of the last transactions that it names, the newest first: a database that was set back
 *     lacks the newest
 * @param end the offset of the next record
 * @param givenUpBefore the offset of the first batch after the database was set back to an earlier copy, which shows in
 *     positions that occur again; batches before it belong to an abandoned past. 0 if it was never set back
 * @param safePointGivenUp whether the safe point belongs to such a past
 * @param writers the transactional ids of programs that have published for this ledger under separate ids: a program that takes
 *     over must fence these ids, too
 */
public record LedgerHead(
        @Nullable SafePoint safePoint,
        @Nullable RecoveryDue recoveryDue,
        boolean baseline,
        boolean missing,
        @Nullable String database,
        long position,
        @Nullable String adopted,
        List<Witness> witnesses,
        long end,
        long givenUpBefore,
        boolean safePointGivenUp,
        Set<String> writers) {

    /** Returns whether it names neither an event nor a database; at most that a recovery is due. */
    public boolean namesNothing() {
        return owner() == null && safePoint == null && !baseline;
    }

    /** Returns the database to which the ledger belongs; null if it has named none yet. */
    public @Nullable String owner() {
        return adopted == null ? database : adopted;
    }
}
