package com.everyoneslecture.localstack.demonstration;

/** The system did not behave as the demonstration predicts. The message says what was expected and what was seen. */
public final class DemonstrationFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DemonstrationFailedException(String message) {
        super(message);
    }
}
