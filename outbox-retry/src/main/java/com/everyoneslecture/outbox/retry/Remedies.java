package com.everyoneslecture.outbox.retry;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a service knows about failures beyond the common rules: failures of its own, and its settings by name. */
public interface Remedies {

    /** Decides about a failure that the common rules do not know, or would decide otherwise; null where they apply. */
    default @Nullable Decision decide(Throwable failure) {
        return null;
    }

    /**
     * Returns what an operator has to do about a refusal of the database; null if the failure is not known to need one.
     *
     * @param sqlState never null; a failure without one is not asked for
     */
    default @Nullable String ofDatabase(String sqlState, SQLException failure) {
        return null;
    }

    /** Returns what an operator has to do about a refusal of Kafka; null if the failure is not known to need one. */
    default @Nullable String ofKafka(Throwable failure) {
        return null;
    }
}
