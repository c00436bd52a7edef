package com.everyoneslecture.outbox.inbox;

/** What to do about a failure. */
public sealed interface Decision {

    /** Try again; it heals by itself. */
    record Retry() implements Decision {}

    /** One record's own fault: the same record fails forever, the others do not. It becomes a dead letter. */
    record DeadLetterIt() implements Decision {}

    /**
     * Try again slowly, since it fails until a person acts.
     *
     * @param remedy what to do, in words
     */
    record Halt(String remedy) implements Decision {}
}
