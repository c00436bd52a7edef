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

    /** Notes that the publication, or something else that the stream needs, was found wrong. */
    public void publicationWasWrong() {
        label = PUBLICATION;
    }

    /** In one word, for metrics and log. */
    public String label() {
        return label;
    }

    /** A safe point was checked that was taken since. */
    public void settled() {
        label = UNKNOWN;
    }
}
