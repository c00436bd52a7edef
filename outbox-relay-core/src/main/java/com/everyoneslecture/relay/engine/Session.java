package com.everyoneslecture.relay.engine;

import com.everyoneslecture.relay.report.RelayState;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

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
         * Returns when events flow. While another relay has the slot, that is when this one has taken over from it.
         *
         * @param states hears when it begins to stand by, and when that ends
         * @throws Exception if something that it needs is away or wrong; nothing is left open
         */
        Session open(Consumer<RelayState> states) throws Exception;
    }
}
