package com.everyoneslecture.relay.publish;

import com.everyoneslecture.relay.routing.Refusal;
import java.util.List;

/** A transaction was aborted because events in it were refused for themselves: without them, it can be tried again. */
final class EventsRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<RefusedEvent> events;

    /** @param events in the order of the batch; at least one */
    EventsRefusedException(List<RefusedEvent> events) {
        super("events were refused", events.get(0).refusal().failure());
        this.events = events;
    }

    /**
     * The events that were refused. Those that are not certain may only have been under way when another one was refused:
     * Kafka's producer gives them the same cause.
     */
    List<RefusedEvent> events() {
        return events;
    }

    /**
     * An event that was refused.
     *
     * @param index in the batch
     * @param refusal why
     * @param certain whether it is this event that is refused
     */
    record RefusedEvent(int index, Refusal refusal, boolean certain) {}
}
