package com.everyoneslecture.relay.replay;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The events that a replay would publish.
 *
 * @param events the number of events
 * @param byTopic the number of events, by topic
 * @param aggregates the number of aggregates
 * @param first the first of the aggregates
 * @param unknown requested ids that are not in the outbox, or do not fulfil the other conditions
 */
public record Plan(long events, Map<String, Long> byTopic, long aggregates, List<Aggregate> first, List<UUID> unknown) {

    /**
     * An aggregate, once for each topic of its events.
     *
     * @param name its type and id
     * @param topic the topic of the events
     * @param events the number of its events
     * @param lowestVersion of them
     * @param highestVersion of them
     */
    public record Aggregate(String name, String topic, long events, long lowestVersion, long highestVersion) {

        /** Returns this and others of the same aggregate in the same topic. */
        Aggregate and(Aggregate others) {
            return new Aggregate(
                    name,
                    topic,
                    events + others.events,
                    Math.min(lowestVersion, others.lowestVersion),
                    Math.max(highestVersion, others.highestVersion));
        }
    }
}
