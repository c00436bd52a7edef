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
     * Returns an event whose row the outbox has lost; null if there is none.
     *
     * <p>A row that retention has dropped is not lost. That retention has dropped some rows proves nothing, because it drops a partition a
     * day, and an earlier copy of the database has the list of its own drops. So a drop counts only if its snapshot covers the event's
     * transaction, which is impossible for a drop before that transaction.
     *
     * @throws SQLException if the server is unreachable
     */
    @Nullable
    UUID lost(LedgerHead head) throws SQLException {
        List<UUID> events = head.witnesses().stream().map(Witness::event).toList();
        Set<UUID> absent = new HashSet<>(outbox.absent(events));
        for (Witness witness : head.witnesses()) {
            if (absent.contains(witness.event()) && !mayHaveBeenDropped(witness, head.safePoint())) {
                return witness.event();
            }
        }
        return null;
    }

    private boolean mayHaveBeenDropped(Witness witness, @Nullable SafePoint safePoint) throws SQLException {
        if (witness.transaction() != 0) {
            return outbox.mayHaveDropped(witness.transaction());
        }
        // The last published event before the safe point: it was dropped only with all others, which are older.
        return safePoint != null && outbox.mayHaveDroppedAll(safePoint.snapshot());
    }
}
