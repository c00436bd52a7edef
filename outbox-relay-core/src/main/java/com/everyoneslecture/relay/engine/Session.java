package com.everyoneslecture.relay.engine;

import com.everyoneslecture.relay.report.RelayState;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Capture and publisher at work together, from the moment when events flow until one of the two ends. */
public interface Session extends AutoCloseable {

    /** Completes when the session has ended by itself: exceptionally, because it always has a cause. */
    CompletionStage<Void> ended();

    /**
     * Checks that both servers respond.
     *
     * @throws Exception if one does not, or the slot is not usable
     */
    void probe() throws Exception;

    /** Ends the session in bounded time, even if a server is unreachable. Closing twice is allowed. */
    @Override
    void close();

    /** Opens sessions. */
    @FunctionalInterface
    interface Opener {
        /**
         * Returns when events flow. If another relay has the slot, it returns when this one has taken over from it.
         *
         * @param states is notified when this relay begins to stand by, and when that ends
         * @throws Exception if a server is unreachable or a prerequisite is missing; nothing is left open
         */
        Session open(Consumer<RelayState> states) throws Exception;
    }
}
