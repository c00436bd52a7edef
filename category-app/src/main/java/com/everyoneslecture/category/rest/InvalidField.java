package com.everyoneslecture.category.rest;

/**
 * One thing that is wrong with a request.
 *
 * @param field the body's field, or the parameter or header
 * @param detail what is wrong, completing a sentence that begins with the field
 */
record InvalidField(String field, String detail) {}
