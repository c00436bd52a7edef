package com.everyoneslecture.outbox.service.problem;

/**
 * One error in a request.
 *
 * @param field the body's field, or the parameter or header
 * @param detail the error, completing a sentence that begins with the field
 */
public record InvalidField(String field, String detail) {}
