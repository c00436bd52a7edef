package com.everyoneslecture.console.stream;

/** No further page can watch before another one is closed. */
public final class TooManyViewersException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooManyViewersException(String message) {
        super(message);
    }
}
