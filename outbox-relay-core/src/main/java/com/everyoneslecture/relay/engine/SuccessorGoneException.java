package com.everyoneslecture.relay.engine;

/** Another relay took over and has ended: no relay streams from the slot. */
final class SuccessorGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SuccessorGoneException(Throwable fence) {
        super("another relay took over and has ended", fence);
    }
}
