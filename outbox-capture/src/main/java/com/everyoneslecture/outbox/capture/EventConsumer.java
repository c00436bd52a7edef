package com.everyoneslecture.outbox.capture;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.List;

/** Takes what a capture hands over. */
@FunctionalInterface
public interface EventConsumer {

    /**
     * Takes the next events, in commit order. When this returns, the capture may acknowledge them, and the server will
     * never send them again. When it throws, nothing of the batch is acknowledged, the capture ends, and the next one
     * begins with the same events.
     *
     * @param events at least one; called by one thread, one batch after the other
     * @throws Exception to end the capture; the cause by which {@link Capture#ended()} completes
     */
    void accept(List<OutboxEvent> events) throws Exception;
}
