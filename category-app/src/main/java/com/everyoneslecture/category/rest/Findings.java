package com.everyoneslecture.category.rest;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a request while it is read, so that all of it is answered at once. */
final class Findings {

    private final List<InvalidField> found = new ArrayList<>();

    void add(String field, String detail) {
        found.add(new InvalidField(field, detail));
    }

    /** @throws InvalidRequestException if anything was added */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidRequestException(found);
        }
    }
}
