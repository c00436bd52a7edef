package com.everyoneslecture.relay.ledger;

import java.nio.ByteBuffer;
import java.util.List;

/** Receives the contents of the ledger, record by record. Each method ignores its record unless it is overridden. */
interface LedgerReader {
    /**
     * A batch begins; its runs follow.
     *
     * @param database and timeline
     * @param position the end of the last transaction that ends in the batch; 0 if none does
     * @param offset of its record
     */
    default void batch(String database, long position, long offset) {}

    /**
     * Events of one transaction.
     *
     * @param ends whether the transaction's last event is among them
     * @param ids of the events, 16 bytes each
     */
    default void run(long transaction, boolean ends, ByteBuffer ids, long offset) {}

    /** Event ids of an earlier version's batch. */
    default void ids(ByteBuffer ids) {}

    /**
     * A safe point.
     *
     * @param witnesses the last events that were published before it, the newest first
     */
    default void safePoint(SafePoint point, List<Witness> witnesses) {}

    /** Receives that a recovery is due: the slot is about to be created, or lacks events. */
    default void recovery(RecoveryDue due) {}

    /** Receives that the events that the slot lacks are published. */
    default void recovered() {}

    /** Receives that the ledger is new although the slot is not: it names no event that was published before. */
    default void baseline() {}

    /** Receives that a relay has confirmed the slot up to here; everything before is named. */
    default void position(String database, long lsn) {}

    /** Receives the transactional id of a program that publishes under a separate id, not one of the relay's ids. */
    default void writer(String transactionalId) {}

    /** Receives that an operator has declared that another database continues where this ledger's own ended. */
    default void adopted(String database) {}
}
