package com.everyoneslecture.category.rest;

import java.util.List;
import java.util.stream.Collectors;

/** A request cannot be understood; carries everything that is wrong with it. */
class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<InvalidField> fields;

    InvalidRequestException(List<InvalidField> fields) {
        super(fields.stream()
                .map(field -> field.field() + " " + field.detail() + ".")
                .collect(Collectors.joining(" ")));
        this.fields = List.copyOf(fields);
    }

    List<InvalidField> fields() {
        return fields;
    }
}
