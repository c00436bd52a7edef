package com.everyoneslecture.outbox.service.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects the errors of a request while it is read, so that one answer names all of them. */
public final class Findings {

    private final List<InvalidField> found = new ArrayList<>();

    /** Adds one; the detail completes a sentence that begins with the field. */
    public void add(String field, String detail) {
        found.add(new InvalidField(field, detail));
    }

    /**
     * Ends a reading of the request.
     *
     * @throws InvalidRequestException if anything was added
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidRequestException(found);
        }
    }
}
