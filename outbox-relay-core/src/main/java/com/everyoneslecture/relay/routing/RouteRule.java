package com.everyoneslecture.relay.routing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A route, prepared for matching.
 *
 * @param key its key in the configuration
 * @param aggregateTypes one of these must match the event's aggregate type
 * @param eventTypes one of these must match the event's type
 * @param topic the topic of the events
 * @param contentType of their payloads
 * @param partitions of the topic; null if the route does not set it
 * @param configuration of the topic, in addition to the configuration of all topics
 */
record RouteRule(
        String key,
        List<Wildcard> aggregateTypes,
        List<Wildcard> eventTypes,
        String topic,
        String contentType,
        @Nullable Integer partitions,
        Map<String, String> configuration) {

    static RouteRule of(String key, RouteSettings settings) {
        return new RouteRule(
                key,
                Wildcard.of(settings.aggregateTypes()),
                Wildcard.of(settings.eventTypes()),
                settings.destination(),
                settings.contentType() == null ? Route.JSON : settings.contentType(),
                settings.partitions(),
                settings.configuration());
    }

    /** The route of a channel: all events of one aggregate type. */
    static RouteRule of(String key, String aggregateType, ChannelSettings channel) {
        return new RouteRule(
                key,
                List.of(new Wildcard(aggregateType)),
                Wildcard.of(List.of()),
                channel.destination(),
                channel.effectiveContentType(),
                null,
                Map.of());
    }

    boolean takes(String aggregateType, String eventType) {
        return takesSomeOf(aggregateType) && eventTypes.stream().anyMatch(each -> each.matches(eventType));
    }

    /** Returns whether it takes events of the aggregate type, possibly only those of some event types. */
    boolean takesSomeOf(String aggregateType) {
        return aggregateTypes.stream().anyMatch(each -> each.matches(aggregateType));
    }

    boolean takesEveryEventType() {
        return eventTypes.stream().anyMatch(Wildcard::matchesAll);
    }

    /** Returns whether it configures the creation of its topic. */
    boolean shapesTopic() {
        return partitions != null || !configuration.isEmpty();
    }

    /** Returns whether both configure the creation of the same topic, and differ. */
    boolean shapesItsTopicOtherwiseThan(RouteRule other) {
        return topic.equals(other.topic)
                && shapesTopic()
                && other.shapesTopic()
                && !(Objects.equals(partitions, other.partitions) && configuration.equals(other.configuration));
    }

    /** Returns whether earlier routes take every event that this one could take. */
    boolean isHiddenBy(List<RouteRule> earlier) {
        return aggregateTypes.stream()
                .allMatch(aggregateType -> eventTypes.stream()
                        .allMatch(
                                eventType -> earlier.stream().anyMatch(rule -> rule.covers(aggregateType, eventType))));
    }

    private boolean covers(Wildcard aggregateType, Wildcard eventType) {
        return aggregateTypes.stream().anyMatch(each -> each.covers(aggregateType))
                && eventTypes.stream().anyMatch(each -> each.covers(eventType));
    }
}
