package com.everyoneslecture.relay.ledger;

/**
 * A moment of which this was checked: every row that was visible then is named by the ledger, and so is published, and none of
 * the batches that the ledger held before an offset can be delivered again.
 *
 * @param ledgerOffset records of the ledger before it are of no more use
 * @param database which database it was, and on which timeline; a snapshot means nothing in another
 * @param snapshot which rows were visible, as {@code pg_current_snapshot()} writes it
 * @param walEnd the end of the write-ahead log at that moment, in bytes; 0 in a point of an earlier version
 * @param confirmedLsn how far the slot was confirmed by the relay when the point took effect, in bytes; 0 in a point of an
 *     earlier version
 */
public record SafePoint(long ledgerOffset, String database, String snapshot, long walEnd, long confirmedLsn) {}
