package com.everyoneslecture.relay.ledger;

import java.nio.ByteBuffer;
import java.util.function.BiPredicate;

/**
 * Collects the events that the ledger names: by their transaction if the ledger has all of it and its id is still valid,
 * otherwise by their own ids.
 */
final class LedgerEventsReader implements LedgerReader {

    private final EventIdSet published = new EventIdSet();
    private final TransactionIdSet transactions = new TransactionIdSet();
    private final PublishedTally tally;
    private final BiPredicate<String, Long> trusted;
    private final long givenUpBefore;
    private final EventIdSet doubted = new EventIdSet();
    private boolean batchTrusted;

    // The ids of a transaction whose end was not read yet: its last events if a relay ended within it.
    private EventIdSet open = new EventIdSet();
    private long openTransaction = -1;

    /**
     * @param tally counts the events that can be counted
     * @param trusted returns whether the transaction ids of a batch still belong to the same transactions, by its database and
     *     position
     * @param givenUpBefore the database has abandoned the past of all batches before this offset, so their transaction ids are
     *     not valid
     */
    LedgerEventsReader(PublishedTally tally, BiPredicate<String, Long> trusted, long givenUpBefore) {
        this.tally = tally;
        this.trusted = trusted;
        this.givenUpBefore = givenUpBefore;
    }

    @Override
    public void batch(String database, long position, long offset) {
        batchTrusted = offset >= givenUpBefore && trusted.test(database, position);
        if (!batchTrusted) {
            tally.addUncounted();
        }
    }

    @Override
    public void run(long transaction, boolean ends, ByteBuffer ids, long offset) {
        if (!batchTrusted) {
            doubted.addAll(ids.duplicate());
            published.addAll(ids);
            return;
        }
        tally.add(transaction, ids.remaining() / (2 * Long.BYTES), sumOf(ids.duplicate()), offset);
        if (transaction != openTransaction) {
            keepOpen();
        }
        if (!ends) {
            openTransaction = transaction;
            open.addAll(ids);
            return;
        }
        transactions.add(transaction);
        if (openTransaction == transaction) {
            open = new EventIdSet();
            openTransaction = -1;
        }
    }

    @Override
    public void ids(ByteBuffer ids) {
        tally.addUncounted();
        published.addAll(ids);
    }

    LedgerContents contents() {
        keepOpen();
        return new LedgerContents(published, transactions, doubted, null);
    }

    private void keepOpen() {
        if (openTransaction != -1) {
            published.addAll(open);
            open = new EventIdSet();
            openTransaction = -1;
        }
    }

    private static long sumOf(ByteBuffer ids) {
        long sum = 0;
        while (ids.hasRemaining()) {
            ids.getLong();
            sum += ids.getLong();
        }
        return sum;
    }
}
