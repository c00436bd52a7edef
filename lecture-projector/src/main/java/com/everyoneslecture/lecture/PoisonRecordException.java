package com.everyoneslecture.lecture;

import com.everyoneslecture.outbox.inbox.UnreadableRecordException;

/** A record that breaks the contract of its event type, so it can never be decoded. */
final class PoisonRecordException extends UnreadableRecordException {

    private static final long serialVersionUID = 1L;

    PoisonRecordException(PoisonReason reason, String detail) {
        super(reason.label(), detail);
    }
}
