package com.everyoneslecture.category.rest;

/** A request's body is larger than the service reads. Not an IOException: those are taken for malformed JSON. */
class BodyTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BodyTooLargeException(long maxBytes) {
        super("The body is larger than the " + maxBytes + " bytes that are read.");
    }
}
