package com.everyoneslecture.console.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a stage.
 *
 * @param health the condition in one word
 * @param cause the fault in English; null if there is none
 * @param causeCode the kind of the fault, by which a page in another language translates it; null if a service reported the fault in its own
 *     words, or if there is none
 * @param causeValues the parts of the cause that differ from case to case, in the order in which a translation refers to them
 * @param remedy the action that helps; null if there is no fault or no such action
 * @param remedyCode the kind of the action; null like {@code causeCode}
 * @param startingSeconds the age of the start that the stage waits for, in seconds; null unless the stage is {@link Health#STARTING}, or
 *     if the time of the start is unknown
 */
public record Condition(
        Health health,
        @Nullable String cause,
        @Nullable String causeCode,
        List<String> causeValues,
        @Nullable String remedy,
        @Nullable String remedyCode,
        @Nullable Long startingSeconds) {

    static final Condition GOOD = of(Health.GOOD, null, null);

    /** No poll of the stage has ended yet. */
    static final Condition CHECKING = of(Health.CHECKING, null, null);

    public Condition {
        causeValues = List.copyOf(causeValues);
    }

    static Condition bad(Words cause, @Nullable Words remedy) {
        return of(Health.BAD, cause, remedy);
    }

    static Condition warning(Words cause, @Nullable Words remedy) {
        return of(Health.WARNING, cause, remedy);
    }

    static Condition unknown(Words cause) {
        return of(Health.UNKNOWN, cause, null);
    }

    /** The service itself reports that it is starting. */
    static Condition starting(Words cause) {
        return of(Health.STARTING, cause, null);
    }

    /** The stage waits for a component that was started some seconds ago. */
    static Condition starting(String component, long seconds) {
        Words cause = Words.of("starting", "{0} was started {1} s ago", component, String.valueOf(seconds));
        return new Condition(Health.STARTING, cause.text(), cause.code(), cause.values(), null, null, seconds);
    }

    private static Condition of(Health health, @Nullable Words cause, @Nullable Words remedy) {
        return new Condition(
                health,
                cause == null ? null : cause.text(),
                cause == null ? null : cause.code(),
                cause == null ? List.of() : cause.values(),
                remedy == null ? null : remedy.text(),
                remedy == null ? null : remedy.code(),
                null);
    }

    /** The condition of a stage in one word. */
    public enum Health {
        /** Does its work. */
        GOOD,
        /** Does its work, or will do it soon, but needs attention. */
        WARNING,
        /** Does not do its work. */
        BAD,
        /** Waits for a component that was started a short time ago. */
        STARTING,
        /** Not known yet, because no poll has ended. */
        CHECKING,
        /** Unknown, because the server that has the information is unreachable. */
        UNKNOWN
    }
}
