package com.everyoneslecture.relay.ledger;

/** The offsets of the records that one transaction has written to the ledger. */
final class WrittenRange {

    private long first = Long.MAX_VALUE;
    private long end;

    void clear() {
        first = Long.MAX_VALUE;
    }

    void add(long offset) {
        first = Math.min(first, offset);
        end = offset + 1;
    }

    long first() {
        return first;
    }

    /** Returns the offset behind the last record. */
    long end() {
        return end;
    }
}
