package com.everyoneslecture.console.flow;

/** A fault as a service or the launcher reported it, in one line of limited length. */
public final class ReportedCause {

    private static final int MOST_CHARACTERS = 300;

    private ReportedCause() {}

    /** Returns the words of a fault; empty if it has none. */
    public static String of(String reported) {
        String line = reported.strip().replaceAll("\\s+", " ");
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
    }
}
