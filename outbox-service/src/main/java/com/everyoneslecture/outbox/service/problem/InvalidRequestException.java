package com.everyoneslecture.outbox.service.problem;

import java.util.List;
import java.util.stream.Collectors;

/** A request that a client has to correct; {@link Problems} answers it with 400. */
public final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<InvalidField> fields;

    /** Names every field that is wrong. */
    InvalidRequestException(List<InvalidField> fields) {
        super(fields.stream()
                .map(field -> field.field() + " " + field.detail() + ".")
                .collect(Collectors.joining(" ")));
        this.fields = List.copyOf(fields);
    }

    /** Creates the exception for an error of the request as a whole. */
    public InvalidRequestException(String detail) {
        super(detail);
        this.fields = List.of();
    }

    List<InvalidField> fields() {
        return fields;
    }
}
