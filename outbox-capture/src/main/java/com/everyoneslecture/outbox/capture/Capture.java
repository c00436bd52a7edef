package com.everyoneslecture.outbox.capture;

import java.util.concurrent.CompletionStage;

/**
 * Reads committed outbox rows from the slot and hands them to an {@link EventConsumer}, until it is closed or fails. It
 * runs once; after its end a new one is made.
 *
 * <p>At-least-once by itself: an event is acknowledged only after the consumer has taken it, and a crash between the two,
 * or between the acknowledgement and its arrival at the server, has it delivered again.
 */
public interface Capture extends AutoCloseable {

    /** Completes when the capture has ended: normally after {@link #close()}, with the cause if it failed. */
    CompletionStage<Void> ended();

    /**
     * Lets the batch that is in hand finish, for a bounded time, acknowledges it and ends. After it returns the consumer
     * is not called again. Twice is fine, and so is any thread.
     */
    @Override
    void close();
}
