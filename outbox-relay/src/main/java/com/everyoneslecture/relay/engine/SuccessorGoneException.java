package com.everyoneslecture.relay.engine;

/** Another relay had taken over, and has gone since: nobody streams from the slot. */
final class SuccessorGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SuccessorGoneException(Throwable fence) {
        super("another relay had taken over, and streams no more", fence);
    }
}
