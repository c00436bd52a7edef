package com.everyoneslecture.outbox.inbox;

/** There is nothing at this offset that has to be skipped. */
public final class NothingToSkipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingToSkipException(String message) {
        super(message);
    }
}
