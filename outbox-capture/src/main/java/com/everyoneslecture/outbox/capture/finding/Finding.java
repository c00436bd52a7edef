package com.everyoneslecture.outbox.capture.finding;

import org.jspecify.annotations.Nullable;

/**
 * What a look at one point found.
 *
 * @param area what the point belongs to, such as {@code server} or {@code publication}
 * @param check which point
 * @param status how it stands
 * @param detail what was found, in words
 * @param advice what a person may do instead of the fix, or has to know before it; null where there is nothing to say
 * @param fix the exact statement or command that mends it; null where all is well, or where none can
 */
public record Finding(
        String area,
        String check,
        Status status,
        String detail,
        @Nullable String advice,
        @Nullable String fix) {

    /** How a point stands. */
    public enum Status {
        /** As it should be. */
        OK,
        /** The relay works, and something will hurt later. */
        WARN,
        /** The relay does not work, or breaks its promise. */
        FAIL
    }

    /** A point that is as it should be. */
    public static Finding ok(String area, String check, String detail) {
        return new Finding(area, check, Status.OK, detail, null, null);
    }

    /** A point that will hurt later. */
    public static Finding warn(String area, String check, String detail, @Nullable String fix) {
        return new Finding(area, check, Status.WARN, detail, null, fix);
    }

    /** A point that keeps the relay from its work. */
    public static Finding fail(String area, String check, String detail, @Nullable String fix) {
        return new Finding(area, check, Status.FAIL, detail, null, fix);
    }

    /** The same, with words to the person who reads it. */
    public Finding advising(String words) {
        return new Finding(area, check, status, detail, words, fix);
    }

    /** What to do, in a line: the advice, the fix, or both. */
    public String remedy() {
        if (advice == null) {
            return fix == null ? "look at the servers' logs" : fix;
        }
        return fix == null ? advice : advice + ": " + fix;
    }
}
