package com.everyoneslecture.localstack.cli;

import java.time.Duration;

/** The time since the user entered the command; includes what the script did before it started this JVM. Thread-safe. */
final class CommandTime {

    private final Duration before;
    private final long createdNanos = System.nanoTime();

    private CommandTime(Duration before) {
        this.before = before;
    }

    /** Returns the time of this invocation. */
    static CommandTime ofThisInvocation() {
        long now = System.currentTimeMillis();
        // The clock may have been set back since.
        return new CommandTime(Duration.ofMillis(Math.max(0, now - Long.getLong("outbox.begun", now))));
    }

    /** Returns the time since the command was entered. */
    Duration elapsed() {
        return before.plusNanos(System.nanoTime() - createdNanos);
    }
}
