package com.everyoneslecture.capture;

import org.apache.kafka.connect.errors.ConnectException;

/** The log cannot be read any further. None of Connect's retriable ones, for which the engine would drop what is in hand. */
final class CaptureFailedException extends ConnectException {

    private static final long serialVersionUID = 1L;

    CaptureFailedException(Throwable cause) {
        super("the write-ahead log cannot be read any further", cause);
    }
}
