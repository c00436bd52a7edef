package com.everyoneslecture.lecture.rest;

/** A page was asked for that there cannot be; the message says why. */
final class BadPageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadPageException(String message) {
        super(message);
    }
}
