package com.everyoneslecture.relay.replay;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a replay would publish.
 *
 * @param events how many
 * @param byTopic how many, by topic
 * @param aggregates how many
 * @param first the first of the aggregates
 * @param unknown ids that were asked for and are not in the outbox, or not among what else was asked for
 */
public record Plan(long events, Map<String, Long> byTopic, long aggregates, List<Aggregate> first, List<UUID> unknown) {

    /**
     * An aggregate, once for each topic that its events go to.
     *
     * @param name its type and id
     * @param topic that its events go to
     * @param events how many of it
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
