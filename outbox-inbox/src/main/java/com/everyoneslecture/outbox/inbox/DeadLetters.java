package com.everyoneslecture.outbox.inbox;

import java.util.List;
import org.apiguardian.api.API;

/** The destination of records that can never be applied. */
@API(status = API.Status.INTERNAL)
public interface DeadLetters extends AutoCloseable {

    /**
     * Returns when all are acknowledged. After an exception some may be written and some not. Writing all of them again is
     * correct, and duplicates have the same origin in their headers.
     */
    void write(List<DeadLetter> letters);

    @Override
    void close();
}
