package com.everyoneslecture.relay.ledger;

/**
 * A snapshot of the database with two checked properties: the ledger names every row that was visible, so every such row is
 * published; and no batch that the ledger held before an offset can be redelivered.
 *
 * @param ledgerOffset records of the ledger before it are not needed any more
 * @param database the database and its timeline; the snapshot is not valid in another one
 * @param snapshot the visible rows, as {@code pg_current_snapshot()} writes them
 * @param walEnd the end of the write-ahead log at that time, in bytes; 0 in a point of an earlier version
 * @param confirmedLsn the position up to which the relay had confirmed the slot when the point took effect, in bytes; 0 in a
 *     point of an earlier version
 */
public record SafePoint(long ledgerOffset, String database, String snapshot, long walEnd, long confirmedLsn) {}
