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
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates missing topics, also on brokers that reject some settings: older ones that do not support them, and those with a
 * policy. A topic is created without {@link DispensableSettings} if the brokers reject it with them.
 *
 * <p>Used by one thread.
 */
final class TopicMaker {

    private static final Logger LOG = LoggerFactory.getLogger(TopicMaker.class);

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
        return ensure(topic, partitions, configuration, DispensableSettings.OF_TOPICS);
    }

    /**
     * Returns when the dead letter topic exists.
     *
     * @throws KafkaException if it cannot be created, or the brokers do not respond in time
     */
    Existing ensureDeadLetters(String topic, Map<String, String> configuration) throws InterruptedException {
        return ensure(topic, 1, configuration, DispensableSettings.OF_DEAD_LETTERS);
    }

    private Existing ensure(
            String topic, int partitions, Map<String, String> configuration, DispensableSettings dispensable)
            throws InterruptedException {
        try {
            return creation.ensure(wanted(topic, partitions, configuration));
        } catch (InvalidConfigurationException | PolicyViolationException refusal) {
            requireOfSettings(refusal);
            Map<String, String> required = dispensable.required(configuration);
            if (required.size() == configuration.size()) {
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

    /** Throws a failure that does not concern a setting. */
    private static void requireOfSettings(ApiException refusal) {
        if (!DispensableSettings.areRejectedBy(refusal)) {
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
