package com.everyoneslecture.outbox.retry;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The decisions and remedies of one service beyond the common rules: its own failures, and the names of its settings. */
public interface Remedies {

    /** Decides about a failure that the common rules do not cover, or decide differently; null if the common rules apply. */
    default @Nullable Decision decide(Throwable failure) {
        return null;
    }

    /**
     * Returns the action that an operator must take about a rejection by the database; null if no action is known.
     *
     * @param sqlState never null; not called for a failure without one
     */
    default @Nullable String ofDatabase(String sqlState, SQLException failure) {
        return null;
    }

    /** Returns the action that an operator must take about a rejection by Kafka; null if no action is known. */
    default @Nullable String ofKafka(Throwable failure) {
        return null;
    }
}
