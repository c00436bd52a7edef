package com.everyoneslecture.relay.report;

/**
 * The reason for which the log may have missed events, as far as it is known. Outlives sessions: a publication that is wrong ends
 * the session, and the first safe point of the next one finds what was missed. Used by one thread.
 */
public final class MissedCause {

    /** Nothing that the relay has noticed. */
    static final String UNKNOWN = "unknown";

    /** The publication lacked the table, a column or rows. */
    static final String PUBLICATION = "publication";

    private String label = UNKNOWN;
    private long openUntil;

    /** Notes that the publication, or something else that the stream needs, was found wrong. */
    public void publicationWasWrong() {
        label = PUBLICATION;
        openUntil = 0;
    }

    /** In one word, for metrics and log. */
    public String label() {
        return label;
    }

    /**
     * A safe point was checked that was taken since. The log has a row as the publication was when it was written, so the reason
     * holds until all transactions have ended that were open at the first of these.
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
