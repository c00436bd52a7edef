package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.event.ForeignTransaction;
import com.everyoneslecture.outbox.event.OutboxEvent;
import org.jspecify.annotations.Nullable;

/**
 * The published events that may be redelivered.
 *
 * @param published ids of events that are not represented by their transaction
 * @param transactions transactions of which all events are published
 * @param doubted those of {@code published} that were read from a past that the database may have abandoned: their rows may be
 *     gone
 * @param covered the transactions before the last safe point: all of their events were published by then, and their ids are not
 *     stored any more. A slot may redeliver them if it was set back. Null if there is no safe point, or if it is not valid any
 *     more
 */
public record LedgerContents(
        EventIdSet published,
        TransactionIdSet transactions,
        EventIdSet doubted,
        @Nullable Snapshot covered) {

    /** The number of ids up to which more are added one by one; about 64 MiB. */
    public static final int MAXIMUM_IDS = 1_000_000;

    /** Returns one that names no event. */
    public static LedgerContents nothing() {
        return new LedgerContents(new EventIdSet(), new TransactionIdSet(), new EventIdSet(), null);
    }

    /** Returns the same contents with the transactions that a safe point covers; null if there is none. */
    public LedgerContents behind(@Nullable String snapshot) {
        return new LedgerContents(published, transactions, doubted, snapshot == null ? null : Snapshot.parse(snapshot));
    }

    /** Returns whether the event is published. */
    public boolean names(OutboxEvent event) {
        if (ForeignTransaction.is(event.transactionId())) {
            return published.contains(event.id());
        }
        return transactions.contains(event.transactionId())
                || (covered != null && covered.covers(event.transactionId()))
                || published.contains(event.id());
    }

    /** Returns whether no event is published. */
    public boolean isEmpty() {
        return covered == null && published.size() == 0 && transactions.isEmpty();
    }

    /**
     * Adds an event of a transaction whose events are all being published: by its id, or, if there are very many ids, by the
     * transaction, which needs one bit.
     */
    public void add(OutboxEvent event) {
        if (published.size() < MAXIMUM_IDS) {
            published.add(event.id());
        } else {
            transactions.add(event.transactionId());
        }
    }
}
