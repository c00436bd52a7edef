package com.everyoneslecture.outbox.inbox;

import org.apiguardian.api.API;

/**
 * The fate of an event that its handler has rejected in every attempt.
 *
 * <p><b>Stability:</b> stable; values may be added.
 */
@API(status = API.Status.STABLE)
public enum OnFailure {

    /**
     * Writes the record to the topic {@code <topic>.DLT} and continues with the next records, including later events of
     * the same key. After a crash between the two, the record is written there a second time, with the same origin in
     * its headers.
     */
    DEAD_LETTER,

    /** Halts the topic until the event can be applied; tries again at the interval {@code backoff.halted}. */
    HALT,

    /**
     * Stores the event in the database, and every later event of its key behind it, in order; events of other keys are
     * still applied. See {@link ParkedKeys}. A record without a key has no later events of its key, so it goes to the
     * dead letter topic.
     */
    PARK_KEY
}
