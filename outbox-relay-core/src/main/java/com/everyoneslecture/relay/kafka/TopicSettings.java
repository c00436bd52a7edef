package com.everyoneslecture.relay.kafka;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a topic that the relay creates. An existing topic is left as it is.
 *
 * @param partitions the number of partitions of a topic that the relay creates; an existing topic is left as it is
 * @param replicationFactor its replication factor; the broker's default if it is not set
 * @param maximumUnconfigured the number of topics that the relay creates for aggregate types without a route, from one start
 *     of its process to the next. Events of further types go to the relay's dead letter topic with the reason
 *     {@code too-many-topics}; existing topics are used in any case
 * @param configuration its configuration, such as {@code retention.ms}
 */
public record TopicSettings(
        @Min(1) @Max(10_000) int partitions,
        @Nullable @Min(1) @Max(100) Short replicationFactor,
        @Min(0) @Max(10_000) int maximumUnconfigured,
        @NotNull Map<String, String> configuration) {

    private static final String DELETE = TopicConfig.CLEANUP_POLICY_DELETE;

    /**
     * Returns these settings with those of one topic.
     *
     * @param ownPartitions null for the number of all topics
     * @param ownConfiguration takes precedence over the configuration of all topics
     */
    public TopicSettings with(@Nullable Integer ownPartitions, Map<String, String> ownConfiguration) {
        Map<String, String> merged = new HashMap<>(configuration);
        merged.putAll(ownConfiguration);
        return new TopicSettings(
                ownPartitions == null ? partitions : ownPartitions, replicationFactor, maximumUnconfigured, merged);
    }

    /**
     * Returns the configuration of a topic of events. If a topic deletes no record by its age, its segments end by their size
     * alone. Otherwise, a broker would begin a segment with each record whose event occurred {@code segment.ms} after the
     * previous event, and rows with future times would make it open an unlimited number of files.
     */
    public Map<String, String> eventConfiguration() {
        Map<String, String> events = new HashMap<>(configuration);
        boolean keepsAll = "-1".equals(events.get(TopicConfig.RETENTION_MS_CONFIG))
                && events.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, DELETE)
                        .equals(DELETE);
        if (keepsAll) {
            events.putIfAbsent(TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(Long.MAX_VALUE));
        }
        return events;
    }

    /** Returns the configuration of a dead letter topic, which accepts any record that the producer sends. */
    public Map<String, String> deadLetterConfiguration(int maximumRecordBytes) {
        Map<String, String> deadLetters = eventConfiguration();
        deadLetters.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(maximumRecordBytes));
        deadLetters.remove(TopicConfig.CLEANUP_POLICY_CONFIG);
        return deadLetters;
    }
}
