package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.BatchHandler.Outcome;

/**
 * Rolls back the transaction of a batch that must not be applied, for example because a rebuild is due; not a failure.
 */
final class NotAppliedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    NotAppliedException(Outcome outcome) {
        super(outcome.toString(), null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
