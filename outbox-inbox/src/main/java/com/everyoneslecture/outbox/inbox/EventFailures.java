package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.retry.Decision;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.retry.FailureText;
import com.everyoneslecture.outbox.retry.Remedies;
import java.sql.SQLException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Distinguishes a failure of one event from a failure of the database, which every event would have. */
final class EventFailures {

    /** The reason in the headers of a dead letter. */
    static final String REASON = "not-applied";

    private static final FailurePolicy RULES = new FailurePolicy(new Remedies() {});

    /** A statement took too long. The database can be healthy, so this must not block a partition forever. */
    private static final String QUERY_CANCELED = "57014";

    /** A statement failed, and the handler ignored that. */
    private static final String TRANSACTION_ABORTED = "25P02";

    private EventFailures() {}

    /**
     * Returns true if the event causes the failure: it is malformed, has no handler, its handler failed, or the database
     * rejects its values. An event does not cause a lost connection, a deadlock, a missing table of the inbox, or an error of
     * the virtual machine.
     */
    static boolean isOfTheEvent(Throwable failure) {
        if (failure instanceof InterruptedException
                || failure instanceof InterruptException
                || FatalErrors.include(failure)) {
            return false;
        }
        SQLException sql = sqlException(failure);
        if (failure instanceof HandlerException) {
            return sql == null || !passes(sql);
        }
        return sql == null || FailurePolicy.isDataFault(sql) || TRANSACTION_ABORTED.equals(sql.getSQLState());
    }

    /** Returns the failure in one line. */
    static String text(Throwable failure) {
        Throwable cause = failure.getCause();
        return FailureText.ofUnknown(failure instanceof HandlerException && cause != null ? cause : failure);
    }

    private static boolean passes(SQLException sql) {
        return !QUERY_CANCELED.equals(sql.getSQLState()) && RULES.decide(sql) instanceof Decision.Retry;
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 50; cause = cause.getCause(), depth++) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
