package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.table.OutboxTable;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.SafePoint;
import com.everyoneslecture.relay.ledger.Witness;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last events that the ledger names, in the outbox: a database that was set back to an earlier copy lacks them. */
final class Witnesses {

    private final OutboxTable outbox;

    Witnesses(OutboxTable outbox) {
        this.outbox = outbox;
    }

    /**
     * The newest published event, whose row is gone.
     *
     * @param isOnly whether the row of the transaction before it is there: then this one was probably deleted
     */
    record Gone(UUID event, boolean isOnly) {}

    /**
     * Returns what of the newest events is gone; null if the newest one is there. A database that was set back lacks the newest ones,
     * so a row that is missing before one that is there was deleted.
     *
     * <p>A row that retention has dropped is not gone. That retention has dropped some rows proves nothing, because it drops a partition a
     * day, and an earlier copy of the database has the list of its own drops. So a drop counts only if its snapshot covers the event's
     * transaction, which is impossible for a drop before that transaction.
     *
     * <p>An adopted outbox has no such list: its owner deletes the oldest rows. There, a row is gone if older ones are left.
     *
     * @throws SQLException if the server is unreachable
     */
    @Nullable
    Gone newestGone(LedgerHead head) throws SQLException {
        List<Witness> newestFirst = head.witnesses();
        Set<UUID> absent = new HashSet<>(
                outbox.absent(newestFirst.stream().map(Witness::event).toList()));
        int gone = 0;
        while (gone < newestFirst.size()
                && absent.contains(newestFirst.get(gone).event())
                && !mayHaveBeenRemoved(newestFirst.get(gone), head.safePoint())) {
            gone++;
        }
        return gone == 0 ? null : new Gone(newestFirst.get(0).event(), gone == 1 && newestFirst.size() > 1);
    }

    private boolean mayHaveBeenRemoved(Witness witness, @Nullable SafePoint safePoint) throws SQLException {
        boolean listsDrops = outbox.listsDrops();
        if (witness.transaction() != 0) {
            return listsDrops
                    ? outbox.mayHaveDropped(witness.transaction())
                    : !outbox.keepsRowsBefore(witness.transaction());
        }
        // The last published event before the safe point: it was dropped only with all others, which are older.
        return safePoint != null && (!listsDrops || outbox.hasDropped()) && !outbox.keepsRowsOf(safePoint.snapshot());
    }
}
