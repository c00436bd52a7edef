package com.everyoneslecture.relay.ledger;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Receives the contents of the ledger, record by record. Each method ignores its record unless it is overridden. */
interface LedgerReader {
    /**
     * A batch begins; its runs follow.
     *
     * @param database and timeline
     * @param position the end of the last transaction that the batch holds the end of; 0 where it holds none
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
     * @param witness an event that was published before it; null where none is known
     */
    default void safePoint(SafePoint point, @Nullable UUID witness) {}

    /** The slot is about to be made, or does not hold all that it should: a recovery is due. */
    default void recovery(RecoveryDue due) {}

    /** What the slot does not hold is published. */
    default void recovered() {}

    /** The ledger is new though the slot is not: it names nothing of what was published before. */
    default void baseline() {}

    /** A relay has confirmed the slot up to here, and everything before it is named. */
    default void position(String database, long lsn) {}

    /**
     * A program that publishes under a transactional id of its own, not one of the relay's ids, has recorded this id.
     */
    default void writer(String transactionalId) {}

    /** An operator has declared that another database goes on where this ledger's own ended. */
    default void adopted(String database) {}
}
