package com.everyoneslecture.outbox.inbox;

/** Rolls a transaction back because the database has another offset than a move starts from. */
final class OvertakenException extends Exception {

    private static final long serialVersionUID = 1L;

    OvertakenException() {
        super("a stored offset is not the expected one", null, false, false);
    }
}
