package com.everyoneslecture.chaos.run;

/** The system did not come back to normal within the bound. */
final class StuckException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StuckException(String message) {
        super(message);
    }
}
