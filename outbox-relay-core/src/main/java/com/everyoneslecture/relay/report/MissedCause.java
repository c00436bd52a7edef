package com.everyoneslecture.relay.report;

/**
 * The cause for which the log may have missed events, as far as it is known. Outlives sessions: a wrong publication ends the
 * session, and the first safe point of the next one finds the missed events. Used by one thread.
 */
public final class MissedCause {

    /** The relay has found no cause. */
    static final String UNKNOWN = "unknown";

    /** The publication lacked the table, a column or rows. */
    static final String PUBLICATION = "publication";

    private String label = UNKNOWN;
    private long openUntil;

    /** Records that the publication, or another prerequisite of the stream, was found wrong. */
    public void publicationWasWrong() {
        label = PUBLICATION;
        openUntil = 0;
    }

    /** Returns the cause in one word, for metrics and the log. */
    public String label() {
        return label;
    }

    /**
     * Records that a safe point was checked that was taken since. The log contains a row according to the publication at the
     * time of its write, so the cause applies until all transactions have ended that were open at the first such safe point.
     *
     * @param oldestOpen the oldest transaction that was open at the safe point
     * @param next the transaction that would have been the next then
     */
    public void checked(long oldestOpen, long next) {
        if (openUntil == 0) {
            openUntil = next;
        }
        if (oldestOpen >= openUntil) {
            label = UNKNOWN;
        }
    }
}
