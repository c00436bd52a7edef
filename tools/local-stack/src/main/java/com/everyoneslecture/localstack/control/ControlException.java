package com.everyoneslecture.localstack.control;

/** The running {@code up} could not carry out a request. The message contains the reason. */
public final class ControlException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ControlException(String message) {
        super(message);
    }
}
