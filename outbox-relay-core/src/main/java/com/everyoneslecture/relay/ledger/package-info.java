/**
 * The ledger topic: its records, how a start reads it, and the safe points that bound it.
 *
 * <p>Every transaction that publishes events writes their ids to the ledger as well. So after a crash the state of a batch is
 * always known: its events and their ids are both there, or neither is. If the outcome of a commit is unknown, the session
 * ends, and the next one reads the outcome from the ledger.
 *
 * <h2>The safe-point protocol</h2>
 *
 * <p>Without a bound the ledger would grow forever. A {@link com.everyoneslecture.relay.ledger.SafePoint} is the bound: every row
 * that its snapshot covers is published, and no batch before its ledger offset can be delivered again.
 *
 * <ol>
 *   <li><b>Take.</b> {@link com.everyoneslecture.relay.ledger.SafePoints} reads three things in this order: the end of the
 *       ledger, the rows that are visible in the database, and the end of the write-ahead log. The order matters: a batch before
 *       that end of the ledger holds only rows that were visible or, if they were not yet, are kept by the tally.
 *   <li><b>Wait.</b> The point waits until the slot has confirmed everything up to that end of the log, and no crash of the
 *       database server can take the confirmation back. By then the log has delivered every row that was visible.
 *   <li><b>Check.</b> {@code PublishedTally} has counted the published events by snapshot. The count and a sum of the ids
 *       are compared with the outbox. A difference is looked up id by id, and rows that the ledger does not name are published.
 *   <li><b>Offer.</b> {@link com.everyoneslecture.relay.ledger.LedgerWriter} writes the point with the next batch, or by
 *       itself when no batch comes. The commit of that transaction is the commit point.
 *   <li><b>Trim.</b> Records before the point's offset are deleted, best effort: the next point covers a failed trim.
 * </ol>
 *
 * <p>A crash before the commit point leaves the previous safe point in effect, and the next session checks the same rows again. A
 * crash after it leaves a ledger that was not trimmed.
 */
@NullMarked
package com.everyoneslecture.relay.ledger;

import org.jspecify.annotations.NullMarked;
