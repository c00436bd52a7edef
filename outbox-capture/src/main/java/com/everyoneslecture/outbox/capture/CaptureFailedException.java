package com.everyoneslecture.outbox.capture;

/** The log cannot be read any further. */
public final class CaptureFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CaptureFailedException(Throwable cause) {
        super("the write-ahead log cannot be read any further", cause);
    }
}
