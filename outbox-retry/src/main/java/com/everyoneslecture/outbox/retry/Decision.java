package com.everyoneslecture.outbox.retry;

/** What to do about a failure. */
public sealed interface Decision {

    /** The failure in one line, without values of rows or records. */
    String cause();

    /** It passes by itself: try again after a short wait. */
    record Retry(String cause) implements Decision {}

    /** It lasts until an operator acts: try again after a long wait, so that nothing has to be restarted afterwards. */
    sealed interface Lasting extends Decision {

        /** What the operator has to do. */
        String remedy();
    }

    /** A refusal or a defect. */
    record Halt(String cause, String remedy) implements Lasting {}

    /** The data is at fault: the same data fails forever, other data does not. A consumer sets such a record aside. */
    record DataFault(String cause, String remedy) implements Lasting {}
}
