package com.everyoneslecture.lecture.rest;

/** A requested resource does not exist; the message names it. */
final class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotFoundException(String message) {
        super(message);
    }
}
