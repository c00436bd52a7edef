package com.everyoneslecture.lecture;

/** A record cannot be understood. It has no stack trace: it tells of a record, not of this program, and may come in masses. */
final class PoisonRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final PoisonReason reason;

    PoisonRecordException(PoisonReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    PoisonReason reason() {
        return reason;
    }
}
