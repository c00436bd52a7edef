package com.everyoneslecture.outbox.inbox;

import org.apiguardian.api.API;

/** No record at this offset has to be skipped. */
@API(status = API.Status.STABLE)
public final class NothingToSkipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingToSkipException(String message) {
        super(message);
    }
}
