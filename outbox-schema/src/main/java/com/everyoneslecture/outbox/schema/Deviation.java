package com.everyoneslecture.outbox.schema;

/**
 * An object of the outbox that is missing or is not as it should be.
 *
 * @param object such as {@code column payload}
 * @param problem such as {@code is missing}
 * @param remedy a statement or a command that fixes it
 */
public record Deviation(String object, String problem, String remedy) {

    @Override
    public String toString() {
        return object + " " + problem + System.lineSeparator() + "  remedy: " + remedy;
    }
}
