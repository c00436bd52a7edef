package com.everyoneslecture.category.rest;

/** The body is JSON, but not an object. */
class NotAnObjectException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotAnObjectException() {
        super("The body must be a JSON object, such as {\"categoryName\":\"…\"}.");
    }
}
