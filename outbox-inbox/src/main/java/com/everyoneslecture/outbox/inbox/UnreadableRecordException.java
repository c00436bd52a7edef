package com.everyoneslecture.outbox.inbox;

import org.apiguardian.api.API;

/**
 * A record that nobody can read, however often it is tried. It has no stack trace: it is about a record, not about the program, and may
 * come in masses.
 */
@API(status = API.Status.STABLE)
public class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Describes a record.
     *
     * @param reason the class of the fault, one of few, for metrics and the header {@code dlt_reason}
     * @param detail the fault in one line, without the record's content
     */
    public UnreadableRecordException(String reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** Returns the class of the fault. */
    public final String reason() {
        return reason;
    }
}
