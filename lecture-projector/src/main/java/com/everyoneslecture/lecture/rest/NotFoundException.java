package com.everyoneslecture.lecture.rest;

/** There is no such thing; the message says what. */
final class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotFoundException(String message) {
        super(message);
    }
}
