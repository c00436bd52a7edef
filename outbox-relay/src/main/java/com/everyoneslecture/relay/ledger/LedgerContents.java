package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.event.OutboxEvent;

/**
 * Which events are published and may be delivered again.
 *
 * @param published ids of events that no transaction stands for
 * @param transactions transactions of which all events are published
 * @param doubted those of {@code published} that were read from a past that the database may have given up: their rows may be gone
 */
public record LedgerContents(EventIdSet published, TransactionIdSet transactions, EventIdSet doubted) {

    /** About 64 MiB of ids. */
    private static final int MAXIMUM_IDS = 1_000_000;

    /** Returns one that names no event. */
    public static LedgerContents nothing() {
        return new LedgerContents(new EventIdSet(), new TransactionIdSet(), new EventIdSet());
    }

    /** Returns whether the event is published. */
    public boolean names(OutboxEvent event) {
        return transactions.contains(event.transactionId()) || published.contains(event.id());
    }

    /** Returns whether no event is published. */
    public boolean isEmpty() {
        return published.size() == 0 && transactions.isEmpty();
    }

    /**
     * Adds an event of a transaction whose events are all being published: by its id, or by the transaction where there are
     * very many, which takes a bit.
     */
    public void add(OutboxEvent event) {
        if (published.size() < MAXIMUM_IDS) {
            published.add(event.id());
        } else {
            transactions.add(event.transactionId());
        }
    }
}
