package com.everyoneslecture.relay.report;

import com.everyoneslecture.outbox.capture.slot.PrerequisiteException;
import java.sql.SQLException;

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

    /** A check of the publication, or of something else that the stream needs. */
    @FunctionalInterface
    public interface Check {
        void run() throws SQLException;
    }

    /** Runs a check, and notes if it finds something wrong. */
    public void noting(Check check) throws SQLException {
        try {
            check.run();
        } catch (PrerequisiteException wrong) {
            label = PUBLICATION;
            throw wrong;
        }
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
