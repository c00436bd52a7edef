package com.everyoneslecture.outbox.inbox;

/** Marks an exception or an error as one of a handler. */
final class HandlerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HandlerException(Throwable cause) {
        super(cause);
    }
}
