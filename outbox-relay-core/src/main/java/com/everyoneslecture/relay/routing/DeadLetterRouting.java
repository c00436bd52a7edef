package com.everyoneslecture.relay.routing;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Routes events by the rejections so far. It remembers a rejected event for its batch, and a rejected topic for a while. Then
 * it tries the topic again, so that a repaired topic is used again.
 *
 * <p>Used by one thread.
 */
public final class DeadLetterRouting {

    private static final Duration TOPIC_REJECTED_FOR = Duration.ofSeconds(30);

    private final Destinations destinations;
    private final String lastResort;
    private final LongSupplier nanoClock;
    private final IdentityHashMap<OutboxEvent, Destination> byEvent = new IdentityHashMap<>();
    private final Map<String, RejectedTopic> rejectedTopics = new HashMap<>();

    /** @param lastResort the dead letter topic of all that has no other */
    public DeadLetterRouting(Routes routes, String lastResort, LongSupplier nanoClock) {
        this.destinations = new Destinations(routes, lastResort);
        this.lastResort = lastResort;
        this.nanoClock = nanoClock;
    }

    /**
     * Forgets topics that were rejected long enough ago. Called once for each pass over a batch, so that no topic is checked
     * twice while the destinations of very many topics are determined.
     */
    public void forgetOldRejections() {
        if (!rejectedTopics.isEmpty()) {
            rejectedTopics.values().removeIf(this::isOver);
        }
    }

    /**
     * Returns the destinations in the order of the events.
     *
     * @throws UnroutedEventException if no route takes an event, and the relay is configured to halt then
     */
    public List<Destination> of(List<OutboxEvent> events) {
        List<Destination> found = new ArrayList<>(events.size());
        for (OutboxEvent event : events) {
            found.add(of(event));
        }
        return found;
    }

    /**
     * Records that the topic of a destination is rejected, or one event there. The number of remembered topics is limited;
     * beyond it, events are rejected one by one.
     *
     * @return whether the topic is rejected for all events
     * @throws org.apache.kafka.common.KafkaException the rejection, if there is no further destination for the event
     */
    public boolean reject(OutboxEvent event, Destination refused, Rejection rejection) {
        if (rejection.reason().ofTheTopic() && rejectedTopics.size() < Routes.REMEMBERED) {
            rejectedTopics.put(refused.topic(), new RejectedTopic(rejection, nanoClock.getAsLong()));
            return true;
        }
        byEvent.put(event, refused.after(rejection, lastResort));
        return false;
    }

    /** Drops the rejections of events once their batch is published. */
    public void forgetEvents() {
        byEvent.clear();
    }

    private Destination of(OutboxEvent event) {
        @Nullable Destination known = byEvent.isEmpty() ? null : byEvent.get(event);
        Destination destination = known == null ? destinations.of(event.aggregateType(), event.type()) : known;
        if (!rejectedTopics.isEmpty()) {
            for (@Nullable RejectedTopic refused = rejectedTopics.get(destination.topic());
                    refused != null;
                    refused = rejectedTopics.get(destination.topic())) {
                destination = destination.after(refused.rejection(), lastResort);
            }
        }
        return destination;
    }

    /**
     * Returns the destination of events of the types while no topic rejects any; the dead letter topic if the aggregate type
     * makes no legal topic.
     *
     * @throws UnroutedEventException if no route takes such events, and the relay is configured to halt then
     */
    public Destination ofTypes(String aggregateType, String eventType) {
        return destinations.of(aggregateType, eventType);
    }

    private boolean isOver(RejectedTopic refused) {
        return nanoClock.getAsLong() - refused.sinceNanos() > TOPIC_REJECTED_FOR.toNanos();
    }

    private record RejectedTopic(Rejection rejection, long sinceNanos) {}
}
