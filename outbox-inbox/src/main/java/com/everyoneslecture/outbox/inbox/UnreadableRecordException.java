package com.everyoneslecture.outbox.inbox;

import org.apiguardian.api.API;

/**
 * A record that can never be decoded. The exception has no stack trace, because its cause is the record and not the program,
 * and because many records may cause it.
 */
@API(status = API.Status.STABLE)
public class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Describes the fault of a record.
     *
     * @param reason the kind of fault, from a small fixed set, for metrics and the header {@code dlt_reason}
     * @param detail the fault in one line, without the record's content
     */
    public UnreadableRecordException(String reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** Returns the kind of fault. */
    public final String reason() {
        return reason;
    }
}
