package com.everyoneslecture.relay.routing;

/** No route takes an event, and the relay is configured to halt then. The event is not published, and stays in the outbox. */
public final class UnroutedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String aggregateType;

    UnroutedEventException(String aggregateType, String eventType) {
        super("no route takes events of the aggregate type '" + aggregateType + "' and the event type '" + eventType
                + "', and relay.otherwise is halt");
        this.aggregateType = aggregateType;
    }

    /** Returns the setting that an operator has to change. */
    public String remedy() {
        return "add a route with aggregate-types " + aggregateType + " and a destination to relay.routes (environment"
                + " variables RELAY_ROUTES_<n>_AGGREGATETYPES and RELAY_ROUTES_<n>_DESTINATION), or set relay.otherwise to a"
                + " topic; then restart the relay, which continues with this event";
    }
}
