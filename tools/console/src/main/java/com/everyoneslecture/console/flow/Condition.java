package com.everyoneslecture.console.flow;

import org.jspecify.annotations.Nullable;

/**
 * How a stage is.
 *
 * @param health in one word
 * @param cause what is wrong, in words; null where nothing is
 * @param remedy what to do about it; null where there is nothing to do, or nothing is wrong
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

    /** In one word. */
    public enum Health {
        /** Does its work. */
        GOOD,
        /** Does its work, or soon will, but needs attention. */
        WARNING,
        /** Does not do its work. */
        BAD,
        /** Not known, because the server that knows is unreachable. */
        UNKNOWN
    }
}
