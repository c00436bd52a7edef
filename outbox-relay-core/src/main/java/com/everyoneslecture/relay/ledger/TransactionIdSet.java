package com.everyoneslecture.relay.ledger;

import java.util.HashMap;
import java.util.Map;

/**
 * A set of transaction ids that needs one bit for each id if they are dense, as in one database: 20 million transactions need
 * 2.5 MiB. Not thread-safe.
 */
public final class TransactionIdSet {

    private static final int PAGE_BITS = 15;
    private static final int WORDS = 1 << (PAGE_BITS - 6);

    private final Map<Long, long[]> pages = new HashMap<>();
    private long lastNumber = -1;
    private long[] lastPage = new long[0];

    /** Adds an id. */
    public void add(long id) {
        long number = id >>> PAGE_BITS;
        if (number != lastNumber) {
            lastPage = pages.computeIfAbsent(number, key -> new long[WORDS]);
            lastNumber = number;
        }
        lastPage[word(id)] |= 1L << id;
    }

    /** Adds all ids of another set. */
    public void addAll(TransactionIdSet others) {
        others.pages.forEach((number, words) -> {
            long[] page = pages.computeIfAbsent(number, key -> new long[WORDS]);
            for (int at = 0; at < WORDS; at++) {
                page[at] |= words[at];
            }
        });
    }

    /** Returns whether the set contains the id. */
    public boolean contains(long id) {
        long[] page = pages.get(id >>> PAGE_BITS);
        return page != null && (page[word(id)] & 1L << id) != 0;
    }

    /** Returns whether the set is empty. */
    public boolean isEmpty() {
        return pages.isEmpty();
    }

    private static int word(long id) {
        return (int) (id >>> 6) & (WORDS - 1);
    }
}
