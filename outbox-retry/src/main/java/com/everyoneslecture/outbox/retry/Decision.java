package com.everyoneslecture.outbox.retry;

/** A decision about a failure. */
public sealed interface Decision {

    /** The failure in one line, without values of rows or records. */
    String cause();

    /** A failure that passes by itself: try again after a short wait. */
    record Retry(String cause) implements Decision {}

    /** A failure that lasts until an operator acts: try again after a long wait, so that no restart is needed afterwards. */
    sealed interface Lasting extends Decision {

        /** Returns the action that an operator must take. */
        String remedy();
    }

    /** A rejection or a defect. */
    record Halt(String cause, String remedy) implements Lasting {}

    /**
     * A failure that the data causes: the same data fails forever, other data does not. A consumer moves such a record to the
     * dead letters.
     */
    record DataFault(String cause, String remedy) implements Lasting {}
}
