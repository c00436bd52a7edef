package com.everyoneslecture.relay.engine;

/** What to do about a failure. */
sealed interface Decision {

    /** In words, for a person who reads a log or a health page. */
    String cause();

    /** It passes by itself: begin anew from the slot after a while. */
    record Retry(String cause) implements Decision {}

    /** A person has to act. */
    record Halt(String cause, String remedy) implements Decision {}
}
