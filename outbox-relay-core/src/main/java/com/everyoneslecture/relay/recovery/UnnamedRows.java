package com.everyoneslecture.relay.recovery;

import com.everyoneslecture.outbox.capture.table.CommittedRows;
import com.everyoneslecture.relay.ledger.EventIdSet;
import com.everyoneslecture.relay.ledger.LedgerWriter;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of the outbox that the ledger does not name, id by id. If a part of the memory is too small for all rows, it
 * reads both sides in several passes, a share of the ids in each.
 */
final class UnnamedRows {

    /** The bytes of an id in a set that has just grown, twice: once for the row and once for the ledger's entry. */
    private static final int BYTES_PER_ID = 2 * 96;

    private static final int SHARE_OF_MEMORY = 4;

    private final CommittedRows outbox;
    private final LedgerWriter ledger;
    private final long idsAtOnce;

    UnnamedRows(CommittedRows outbox, LedgerWriter ledger) {
        this(outbox, ledger, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY / BYTES_PER_ID);
    }

    /** @param idsAtOnce of rows that are in memory at once; about */
    UnnamedRows(CommittedRows outbox, LedgerWriter ledger, long idsAtOnce) {
        this.outbox = outbox;
        this.ledger = ledger;
        this.idsAtOnce = idsAtOnce;
    }

    /**
     * Returns ids of rows that a snapshot covers and an earlier one does not, and that the ledger does not name: all of them,
     * or as many as fit into the memory. The set is empty only if there is no such row.
     *
     * @param earlier null for one that covers no row
     */
    EventIdSet between(@Nullable String earlier, String later) throws Exception {
        long shares = 1 + outbox.covered(earlier, later).rows() / idsAtOnce;
        EventIdSet unnamed = new EventIdSet();
        for (long share = 0; share < shares && unnamed.size() < idsAtOnce; share++) {
            among(rows(earlier, later, share, shares)).forEach(unnamed::add);
        }
        return unnamed;
    }

    /** Returns those of the ids that the ledger does not name. */
    EventIdSet among(EventIdSet ids) {
        EventIdSet named = named(ids);
        EventIdSet unnamed = new EventIdSet();
        ids.forEach(id -> {
            if (!named.contains(id)) {
                unnamed.add(id);
            }
        });
        return unnamed;
    }

    private EventIdSet rows(@Nullable String earlier, String later, long share, long shares) throws Exception {
        EventIdSet rows = new EventIdSet();
        outbox.forEachIdCovered(earlier, later, ids -> {
            for (UUID id : ids) {
                if (Long.remainderUnsigned(id.getLeastSignificantBits(), shares) == share) {
                    rows.add(id);
                }
            }
        });
        return rows;
    }

    private EventIdSet named(EventIdSet rows) {
        EventIdSet named = new EventIdSet();
        ledger.forEachPublished((ByteBuffer ids) -> {
            while (ids.hasRemaining()) {
                UUID id = new UUID(ids.getLong(), ids.getLong());
                if (rows.contains(id)) {
                    named.add(id);
                }
            }
        });
        return named;
    }
}
