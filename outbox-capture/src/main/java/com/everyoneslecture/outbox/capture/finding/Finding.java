package com.everyoneslecture.outbox.capture.finding;

import org.jspecify.annotations.Nullable;

/**
 * The result of one check.
 *
 * @param area the checked part, such as {@code server} or {@code publication}
 * @param check the name of the check
 * @param status the result
 * @param detail the facts, in words
 * @param advice an alternative to the fix, or something that an operator must know before it; null if there is none
 * @param fix the exact statement or command that fixes the problem; null if there is no problem or no such command
 */
public record Finding(
        String area,
        String check,
        Status status,
        String detail,
        @Nullable String advice,
        @Nullable String fix) {

    /** The result of a check. */
    public enum Status {
        /** There is no problem. */
        OK,
        /** The relay works, but the finding will cause a problem later. */
        WARN,
        /** The relay does not work, or breaks its guarantee. */
        FAIL
    }

    /** Returns a finding without a problem. */
    public static Finding ok(String area, String check, String detail) {
        return new Finding(area, check, Status.OK, detail, null, null);
    }

    /** A point that will hurt later. */
    public static Finding warn(String area, String check, String detail, @Nullable String fix) {
        return new Finding(area, check, Status.WARN, detail, null, fix);
    }

    /** Returns a finding that prevents the relay from working. */
    public static Finding fail(String area, String check, String detail, @Nullable String fix) {
        return new Finding(area, check, Status.FAIL, detail, null, fix);
    }

    /** Returns the same finding with advice for the operator. */
    public Finding advising(String words) {
        return new Finding(area, check, status, detail, words, fix);
    }

    /** Returns the remedy in one line: the advice, the fix, or both. */
    public String remedy() {
        if (advice == null) {
            return fix == null ? "check the servers' logs" : fix;
        }
        return fix == null ? advice : advice + ": " + fix;
    }
}
