package com.everyoneslecture.outbox.connect;

/** A point in the course of one transaction of the task, at which the process of the worker ends. */
enum CrashPoint {
    /** The worker has not received the records yet. */
    BEFORE_POLL_RETURNS,
    /** The brokers have acknowledged a record; the worker has not committed. */
    AFTER_SEND,
    /** The worker has committed, but the task has not been notified. */
    BEFORE_COMMIT_RECORD,
    /** The task has the records' offsets, but the session has not been notified of the commit. */
    BEFORE_COMMIT_IS_REPORTED,
    /** The session has been notified of the commit, but PostgreSQL has no acknowledgement. */
    BEFORE_SLOT_FLUSH;

    static final int EXIT_STATUS = 99;
    private static final String POINT = "crash.point";
    private static final String TRANSACTION = "crash.transaction";

    /** Returns the options of the JVM that ends at this point of that transaction, the first being 1. */
    String[] jvmOptions(int transaction) {
        return new String[] {"-D" + POINT + "=" + this, "-D" + TRANSACTION + "=" + transaction};
    }

    /** Ends this process without any clean-up if it is to end here. */
    void passed(int transaction) {
        if (toString().equals(System.getProperty(POINT)) && transaction == Integer.getInteger(TRANSACTION)) {
            Runtime.getRuntime().halt(EXIT_STATUS);
        }
    }
}
