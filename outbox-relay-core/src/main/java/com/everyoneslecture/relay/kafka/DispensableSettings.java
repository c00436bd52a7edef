package com.everyoneslecture.relay.kafka;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;

/**
 * The settings without which the relay creates a topic if the brokers reject them. No event can be lost or duplicated because
 * of that:
 *
 * <ul>
 *   <li>{@code segment.ms} affects only the number of files;
 *   <li>without {@code message.timestamp.after.max.ms} and {@code message.timestamp.before.max.ms}, an event whose time the
 *       broker rejects goes to a dead letter topic;
 *   <li>without {@code message.timestamp.type}, the brokers reject the ledger's records while the relay's clock is far ahead, and the
 *       relay halts;
 *   <li>without {@code max.message.bytes}, a dead letter topic gets a reference to an event that is too large for it.
 * </ul>
 */
public enum DispensableSettings {
    /** Of a topic of events, and of the ledger. */
    OF_TOPICS(Set.of(
            TopicConfig.SEGMENT_MS_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG)),
    /** Of a dead letter topic. */
    OF_DEAD_LETTERS(Set.of(
            TopicConfig.SEGMENT_MS_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG));

    private final Set<String> names;

    DispensableSettings(Set<String> names) {
        this.names = names;
    }

    /** Returns the settings that a topic must have. */
    public Map<String, String> required(Map<String, String> configuration) {
        Map<String, String> required = new TreeMap<>(configuration);
        required.keySet().removeAll(names);
        return required;
    }

    /**
     * Returns whether brokers reject settings by this failure. Kafka derives other failures from the same type, such as a missing
     * permission.
     */
    public static boolean areRejectedBy(Throwable failure) {
        return failure instanceof PolicyViolationException
                || failure.getClass().equals(InvalidConfigurationException.class);
    }
}
