package com.everyoneslecture.console.flow;

import org.jspecify.annotations.Nullable;

/**
 * The condition of a stage.
 *
 * @param health the condition in one word
 * @param cause the fault in words; null if there is none
 * @param remedy the action that helps; null if there is no fault or no such action
 */
public record Condition(
        Health health, @Nullable String cause, @Nullable String remedy) {

    static final Condition GOOD = new Condition(Health.GOOD, null, null);

    static Condition bad(String cause, @Nullable String remedy) {
        return new Condition(Health.BAD, cause, remedy);
    }

    static Condition warning(String cause, @Nullable String remedy) {
        return new Condition(Health.WARNING, cause, remedy);
    }

    static Condition unknown(String cause) {
        return new Condition(Health.UNKNOWN, cause, null);
    }

    /** The condition of a stage in one word. */
    public enum Health {
        /** Does its work. */
        GOOD,
        /** Does its work, or will do it soon, but needs attention. */
        WARNING,
        /** Does not do its work. */
        BAD,
        /** Unknown, because the server that has the information is unreachable. */
        UNKNOWN
    }
}
