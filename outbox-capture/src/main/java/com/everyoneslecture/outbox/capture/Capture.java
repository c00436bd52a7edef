package com.everyoneslecture.outbox.capture;

import java.util.concurrent.CompletionStage;

/**
 * Reads committed outbox rows from the slot and passes them to an {@link EventConsumer}, until it is closed or fails. It runs
 * once; a restart needs a new one.
 *
 * <p>It delivers at least once: an event is acknowledged only after the consumer has taken it. A crash between the two, or
 * before the acknowledgement reaches the server, causes a redelivery.
 */
public interface Capture extends AutoCloseable {

    /** Completes when the capture has ended: normally after {@link #close()}, with the cause if it failed. */
    CompletionStage<Void> ended();

    /**
     * Lets the current batch finish, for a bounded time, acknowledges it and ends. After this returns, the consumer is not
     * called again. Closing twice is allowed, and any thread may close.
     */
    @Override
    void close();
}
