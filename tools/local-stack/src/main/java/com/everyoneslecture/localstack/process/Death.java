package com.everyoneslecture.localstack.process;

import java.util.List;

/**
 * The end of a process that this program has not caused.
 *
 * @param reason the exit status, and its meaning if it has one: {@code exit status 3 (out of memory)}
 * @param lastLines the end of its log: 5 lines of 200 characters at most, control characters replaced
 */
public record Death(String reason, List<String> lastLines) {

    private static final int LINES = 5;
    private static final int CHARACTERS = 200;

    /** Returns the death of a JVM that runs with {@code -XX:+ExitOnOutOfMemoryError}, by its exit status. */
    public static Death ofJvm(int exitStatus, LogFile log) {
        return exitStatus == 3 ? of(exitStatus, " (out of memory)", log) : of(exitStatus, log);
    }

    /** Returns the death of any process, by its exit status. */
    public static Death of(int exitStatus, LogFile log) {
        return of(exitStatus, meaning(exitStatus), log);
    }

    private static Death of(int exitStatus, String meaning, LogFile log) {
        return new Death(
                "exit status " + exitStatus + meaning,
                log.tail(LINES).stream().map(Death::cut).toList());
    }

    /** Returns the meaning of an exit status. That of a signal is its number plus 128. */
    private static String meaning(int exitStatus) {
        return switch (exitStatus) {
            case 134 -> " (aborted: SIGABRT)";
            case 137 -> " (killed: SIGKILL)";
            case 139 -> " (crashed: SIGSEGV)";
            case 143 -> " (terminated: SIGTERM)";
            default -> exitStatus > 128 && exitStatus <= 128 + 64 ? " (signal " + (exitStatus - 128) + ")" : "";
        };
    }

    private static String cut(String line) {
        String printable = line.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= CHARACTERS ? printable : printable.substring(0, CHARACTERS - 1) + "…";
    }
}
