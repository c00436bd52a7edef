package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.BatchHandler.Outcome;

/** Rolls the transaction of a batch back, although nothing has failed. */
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
