package com.everyoneslecture.relay.routing;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.jspecify.annotations.Nullable;

/**
 * Caches the destinations of each aggregate type, and of each event type if routes distinguish them: each is decided once, and
 * a lookup allocates nothing.
 *
 * <p>Used by one thread.
 */
final class Destinations {

    private final Routes routes;
    private final String lastResort;
    private final Map<String, OfAggregateType> known = new HashMap<>();
    private int remembered;

    /** @param lastResort the dead letter topic of events whose aggregate type makes no legal topic */
    Destinations(Routes routes, String lastResort) {
        this.routes = routes;
        this.lastResort = lastResort;
    }

    /**
     * Returns the destination of such an event while no topic rejects any.
     *
     * @throws UnroutedEventException if no route takes it, and the relay is configured to halt then
     */
    Destination of(String aggregateType, String eventType) {
        OfAggregateType ofType = known.get(aggregateType);
        Destination destination = ofType == null ? null : ofType.of(eventType);
        return destination == null ? decide(aggregateType, eventType) : destination;
    }

    private Destination decide(String aggregateType, String eventType) {
        if (remembered >= Routes.REMEMBERED) {
            known.clear();
            remembered = 0;
        }
        Destination decided = first(aggregateType, eventType);
        if (routes.dependOnEventType(aggregateType)) {
            known.computeIfAbsent(aggregateType, type -> new OfAggregateType(null, new HashMap<>()))
                    .byEventType()
                    .put(eventType, decided);
        } else {
            known.put(aggregateType, new OfAggregateType(decided, Map.of()));
        }
        remembered++;
        return decided;
    }

    private Destination first(String aggregateType, String eventType) {
        try {
            return Destination.of(routes.of(aggregateType, eventType));
        } catch (IllegalArgumentException e) {
            Rejection illegal =
                    new Rejection(Rejection.Reason.TOPIC_ILLEGAL, new InvalidTopicException(e.getMessage(), e));
            return new Destination(lastResort, routes.withoutTopic(aggregateType), illegal, true);
        }
    }

    /**
     * The destinations of an aggregate type.
     *
     * @param always the destination of all its events; null if it depends on the event type
     * @param byEventType the destinations by event type otherwise
     */
    private record OfAggregateType(@Nullable Destination always, Map<String, Destination> byEventType) {

        @Nullable
        Destination of(String eventType) {
            return always == null ? byEventType.get(eventType) : always;
        }
    }
}
