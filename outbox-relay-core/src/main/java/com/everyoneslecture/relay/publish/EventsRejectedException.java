package com.everyoneslecture.relay.publish;

import com.everyoneslecture.relay.routing.Rejection;
import java.util.List;

/**
 * A transaction was aborted because brokers reject some of its events permanently. Without these events, it can be tried again.
 */
final class EventsRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<RejectedEvent> events;

    /** @param events in the order of the batch; at least one */
    EventsRejectedException(List<RejectedEvent> events) {
        super("events were rejected", events.get(0).rejection().failure());
        this.events = events;
    }

    /**
     * Returns the rejected events. Those that are not certain may only have been in flight when another one was rejected,
     * because Kafka's producer reports the same cause for them.
     */
    List<RejectedEvent> events() {
        return events;
    }

    /**
     * An event that was rejected.
     *
     * @param index in the batch
     * @param rejection the reason
     * @param certain whether this event itself is rejected
     */
    record RejectedEvent(int index, Rejection rejection, boolean certain) {}
}
