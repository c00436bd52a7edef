package com.everyoneslecture.outbox.capture;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.List;

/** Takes the events that a capture delivers. */
@FunctionalInterface
public interface EventConsumer {

    /**
     * Takes the next events, in commit order. When this returns, the capture may acknowledge them, and the server never sends
     * them again. When it throws, no event of the batch is acknowledged, the capture ends, and the next capture starts with the
     * same events.
     *
     * @param events at least one; called by one thread, one batch after the other
     * @throws Exception to end the capture; {@link Capture#ended()} completes with it
     */
    void accept(List<OutboxEvent> events) throws Exception;
}
