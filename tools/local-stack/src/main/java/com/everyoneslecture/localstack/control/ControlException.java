package com.everyoneslecture.localstack.control;

/** The running {@code up} could not do what it was asked for. The message says why. */
public final class ControlException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ControlException(String message) {
        super(message);
    }
}
