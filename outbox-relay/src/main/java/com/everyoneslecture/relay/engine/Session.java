package com.everyoneslecture.relay.engine;

import java.util.concurrent.CompletionStage;

/** Capture and publisher at work together, from the moment that events flow until one of the two ends. */
public interface Session extends AutoCloseable {

    /** Completes when it has ended by itself: exceptionally with the cause, for it never ends without one. */
    CompletionStage<Void> ended();

    /**
     * Looks whether both servers still answer.
     *
     * @throws Exception if one does not, or the slot is not as it should be
     */
    void probe() throws Exception;

    /** Ends it: bounded, whatever is away. Twice is fine. */
    @Override
    void close();

    /** Opens sessions. */
    @FunctionalInterface
    interface Opener {
        /**
         * Returns when events flow.
         *
         * @throws Exception if something that it needs is away or wrong; nothing is left open
         */
        Session open() throws Exception;
    }
}
