package com.everyoneslecture.relay.publish;

import com.everyoneslecture.relay.routing.Rejection;
import java.util.List;

/** A transaction was aborted because events in it were refused for themselves: without them, it can be tried again. */
final class EventsRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<RejectedEvent> events;

    /** @param events in the order of the batch; at least one */
    EventsRejectedException(List<RejectedEvent> events) {
        super("events were refused", events.get(0).rejection().failure());
        this.events = events;
    }

    /**
     * The events that were refused. Those that are not certain may only have been under way when another one was refused:
     * Kafka's producer gives them the same cause.
     */
    List<RejectedEvent> events() {
        return events;
    }

    /**
     * An event that was refused.
     *
     * @param index in the batch
     * @param rejection why
     * @param certain whether it is this event that is refused
     */
    record RejectedEvent(int index, Rejection rejection, boolean certain) {}
}
