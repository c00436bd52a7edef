package com.everyoneslecture.relay.kafka;

import com.everyoneslecture.outbox.kafka.TopicCreation;
import com.everyoneslecture.outbox.kafka.TopicCreation.Existing;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates missing topics, also on brokers that reject some settings: older ones that do not support them, and those with a
 * policy. A topic is created without a setting only if no event can be lost or duplicated because of that:
 *
 * <ul>
 *   <li>{@code segment.ms} affects only the number of files;
 *   <li>without {@code message.timestamp.after.max.ms} and {@code message.timestamp.before.max.ms}, an event whose time the
 *       broker rejects goes to a dead letter topic;
 *   <li>without {@code message.timestamp.type}, the brokers reject the ledger's records while the relay's clock is far ahead, and the
 *       relay halts;
 *   <li>without {@code max.message.bytes}, a dead letter topic gets a reference to an event that is too large for it.
 * </ul>
 *
 * <p>Used by one thread.
 */
final class TopicMaker {

    private static final Logger LOG = LoggerFactory.getLogger(TopicMaker.class);

    private static final Set<String> DISPENSABLE = Set.of(
            TopicConfig.SEGMENT_MS_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
            TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);

    private final TopicCreation creation;
    private final Optional<Short> replicationFactor;

    TopicMaker(TopicCreation creation, Optional<Short> replicationFactor) {
        this.creation = creation;
        this.replicationFactor = replicationFactor;
    }

    /**
     * Returns when the topic exists.
     *
     * @throws KafkaException if it cannot be created, or the brokers do not respond in time
     */
    Existing ensure(String topic, int partitions, Map<String, String> configuration) throws InterruptedException {
        return ensure(topic, partitions, configuration, DISPENSABLE);
    }

    /**
     * Returns when the dead letter topic exists.
     *
     * @throws KafkaException if it cannot be created, or the brokers do not respond in time
     */
    Existing ensureDeadLetters(String topic, Map<String, String> configuration) throws InterruptedException {
        Set<String> dispensable = new TreeSet<>(DISPENSABLE);
        dispensable.add(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        return ensure(topic, 1, configuration, dispensable);
    }

    private Existing ensure(String topic, int partitions, Map<String, String> configuration, Set<String> dispensable)
            throws InterruptedException {
        try {
            return creation.ensure(wanted(topic, partitions, configuration));
        } catch (InvalidConfigurationException | PolicyViolationException refusal) {
            requireOfSettings(refusal);
            Map<String, String> required = new TreeMap<>(configuration);
            if (!required.keySet().removeAll(dispensable)) {
                throw named(topic, configuration, refusal);
            }
            return ensureWithout(topic, partitions, configuration, required, refusal);
        }
    }

    private Existing ensureWithout(
            String topic,
            int partitions,
            Map<String, String> configuration,
            Map<String, String> required,
            ApiException refusal)
            throws InterruptedException {
        try {
            Existing existing = creation.ensure(wanted(topic, partitions, required));
            Set<String> missing = new TreeSet<>(configuration.keySet());
            missing.removeAll(required.keySet());
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("without", missing)
                    .addKeyValue("cause", refusal.getMessage())
                    .log(
                            "the brokers reject settings of a topic; it is created without them, and no event is lost because of that");
            return existing;
        } catch (InvalidConfigurationException | PolicyViolationException again) {
            requireOfSettings(again);
            throw named(topic, required, again);
        }
    }

    /**
     * Throws a failure that does not concern a setting: Kafka derives others from the same type, such as a
     * missing permission.
     */
    private static void requireOfSettings(ApiException refusal) {
        if (!(refusal instanceof PolicyViolationException)
                && !refusal.getClass().equals(InvalidConfigurationException.class)) {
            throw refusal;
        }
    }

    private NewTopic wanted(String topic, int partitions, Map<String, String> configuration) {
        return new NewTopic(topic, Optional.of(partitions), replicationFactor).configs(configuration);
    }

    /** Names the topic and its whole configuration, because the brokers' message does not. */
    private static ApiException named(String topic, Map<String, String> configuration, ApiException refusal) {
        String text = "the brokers do not create the topic '" + topic + "' with " + new TreeMap<>(configuration) + ": "
                + refusal.getMessage();
        return refusal instanceof PolicyViolationException
                ? new PolicyViolationException(text, refusal)
                : new InvalidConfigurationException(text, refusal);
    }
}
