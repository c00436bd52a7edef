package com.everyoneslecture.relay.operations;

/** A replay failed before its end. The events that it has published stay published. */
final class IncompleteReplayException extends Exception {

    private static final long serialVersionUID = 1L;

    private final long done;
    private final Exception reason;

    IncompleteReplayException(long done, long total, Exception cause) {
        super("the replay ended after " + done + " of " + total + " events, which are published", cause);
        this.done = done;
        this.reason = cause;
    }

    Exception reason() {
        return reason;
    }

    long done() {
        return done;
    }
}
