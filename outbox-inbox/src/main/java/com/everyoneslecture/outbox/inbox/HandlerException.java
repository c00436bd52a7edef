package com.everyoneslecture.outbox.inbox;

/** Marks an exception as one of a handler. */
final class HandlerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HandlerException(Exception cause) {
        super(cause);
    }
}
