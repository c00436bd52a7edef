package com.everyoneslecture.publish;

/**
 * A moment of which this is known: every row that was visible then is published, and none of the batches that the ledger
 * held then can be delivered again.
 *
 * @param ledgerOffset where the ledger ended: records before it are of no more use
 * @param database which database it was, and on which timeline; a snapshot means nothing in another
 * @param snapshot which rows were visible, as {@code pg_current_snapshot()} writes it
 */
public record SafePoint(long ledgerOffset, String database, String snapshot) {}
