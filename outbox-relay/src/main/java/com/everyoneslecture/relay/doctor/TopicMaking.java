package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.relay.kafka.DispensableSettings;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.ProducerProperties;
import com.everyoneslecture.relay.kafka.TopicSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/** Checks whether the relay could create a missing topic. */
final class TopicMaking {

    private final Brokers brokers;
    private final KafkaSettings kafka;
    private final TopicSettings settings;
    private final Function<String, TopicSettings> byTopic;
    private final Map<String, String> brokerSettings;

    /** @param byTopic returns the settings of one topic */
    TopicMaking(
            Brokers brokers,
            KafkaSettings kafka,
            TopicSettings settings,
            Function<String, TopicSettings> byTopic,
            Map<String, String> brokerSettings) {
        this.brokers = brokers;
        this.kafka = kafka;
        this.settings = settings;
        this.byTopic = byTopic;
        this.brokerSettings = brokerSettings;
    }

    /** Checks a missing topic of events. */
    Finding events(String topic) {
        TopicSettings own = byTopic.apply(topic);
        Finding finding = make(
                topic, "topic " + topic, own.partitions(), own.eventConfiguration(), DispensableSettings.OF_TOPICS);
        boolean madeByUse = Boolean.parseBoolean(brokerSettings.get("auto.create.topics.enable"));
        return finding.status() == Finding.Status.OK && madeByUse
                ? Finding.warn(
                                finding.area(),
                                finding.check(),
                                "does not exist, and the brokers create topics on first use: a consumer that starts before the"
                                        + " relay creates it with their settings instead of relay.topics",
                                null)
                        .advising("start the relay before the consumers, or set auto.create.topics.enable=false")
                : finding;
    }

    /** Checks a topic of dead letters, missing or not. */
    List<Finding> deadLetters(String topic) {
        String area = "topic " + topic;
        int recordBytes = ProducerProperties.maximumRecordBytes(kafka);
        TopicDescription description = brokers.topic(topic);
        if (description == null) {
            return List.of(make(
                    topic,
                    area,
                    1,
                    settings.deadLetterConfiguration(recordBytes),
                    DispensableSettings.OF_DEAD_LETTERS));
        }
        String check = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
        String limit = brokers.settings(ConfigResource.Type.TOPIC, topic).getOrDefault(check, "");
        Finding size = limit.isEmpty() || Long.parseLong(limit) >= recordBytes
                ? Finding.ok(area, "exists", "for events that cannot be published or processed")
                : Finding.warn(
                        area,
                        check,
                        limit + " is less than the largest record of the relay's producer (" + recordBytes
                                + "): a larger event goes there as a reference to its outbox row",
                        KafkaCommands.alter(kafka, topic, Map.of(check, recordBytes)));
        return List.of(size, TopicAccess.of(kafka, area, description));
    }

    /** Checks whether the relay would create the topic, without dispensable settings if the brokers reject them. */
    Finding make(
            String topic,
            String area,
            int partitions,
            Map<String, String> configuration,
            DispensableSettings dispensable) {
        try {
            brokers.wouldMake(wanted(topic, partitions, configuration));
            return Finding.ok(area, "exists", "not yet; it can be created when it is needed");
        } catch (AuthorizationException e) {
            // The command line handles it.
            throw e;
        } catch (KafkaException e) {
            Map<String, String> required = dispensable.required(configuration);
            return DispensableSettings.areRejectedBy(e) && required.size() < configuration.size()
                    ? without(topic, area, partitions, configuration, required, e)
                    : impossible(area, e);
        }
    }

    private Finding without(
            String topic,
            String area,
            int partitions,
            Map<String, String> configuration,
            Map<String, String> required,
            KafkaException rejection) {
        try {
            brokers.wouldMake(wanted(topic, partitions, required));
        } catch (KafkaException e) {
            return impossible(area, e);
        }
        Set<String> missing = new TreeSet<>(configuration.keySet());
        missing.removeAll(required.keySet());
        return Finding.warn(
                        area,
                        "exists",
                        "not yet; it will be created without " + missing + ", because the brokers reject settings: "
                                + rejection.getMessage(),
                        null)
                .advising("nothing: no event is lost without them; or create the topic by hand");
    }

    private static Finding impossible(String area, KafkaException failure) {
        return Finding.fail(area, "exists", "does not exist, and cannot be created: " + failure.getMessage(), null)
                .advising("correct relay.topics, or create the topic by hand");
    }

    private NewTopic wanted(String topic, int partitions, Map<String, String> configuration) {
        return new NewTopic(topic, Optional.of(partitions), Optional.ofNullable(settings.replicationFactor()))
                .configs(configuration);
    }
}
