package com.everyoneslecture.outbox.inbox;

import java.util.List;
import org.apiguardian.api.API;

/** The destination of records that can never be applied. */
@API(status = API.Status.INTERNAL)
public interface DeadLetters extends AutoCloseable {

    /**
     * Returns when all are acknowledged. After an exception some may be there and some not; writing them all again is
     * right, and what it doubles carries the same origin.
     */
    void write(List<DeadLetter> letters);

    @Override
    void close();
}
