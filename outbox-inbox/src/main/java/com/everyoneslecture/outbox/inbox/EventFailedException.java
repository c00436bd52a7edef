package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.retry.Decision;

/** Makes the poll loop wait before it passes an event to its handler again. */
final class EventFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Decision decision;

    EventFailedException(Decision decision, Throwable cause) {
        super(decision.cause(), cause);
        this.decision = decision;
    }

    Decision decision() {
        return decision;
    }
}
