package com.everyoneslecture.doctor;

import com.everyoneslecture.publish.TopicSettings;
import com.everyoneslecture.slot.Finding;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Whether the relay could make a topic that is missing. */
final class TopicMaking {

    private final Brokers brokers;
    private final TopicSettings settings;
    private final Map<String, String> brokerSettings;

    TopicMaking(Brokers brokers, TopicSettings settings, Map<String, String> brokerSettings) {
        this.brokers = brokers;
        this.settings = settings;
        this.brokerSettings = brokerSettings;
    }

    /** Of a missing topic for events. */
    Finding events(String topic) {
        Finding finding = make(topic, "topic " + topic, settings.partitions(), settings.configuration());
        boolean madeByUse = Boolean.parseBoolean(brokerSettings.get("auto.create.topics.enable"));
        return finding.status() == Finding.Status.OK && madeByUse
                ? Finding.warn(
                                finding.area(),
                                finding.check(),
                                "does not exist, and the brokers make topics by mere use: a consumer that comes before the"
                                        + " relay gets one with their settings in place of relay.topics",
                                null)
                        .advising("start the relay before the consumers, or set auto.create.topics.enable=false")
                : finding;
    }

    /** Of a topic for dead letters, missing or not. */
    Finding deadLetters(String topic) {
        return brokers.topic(topic) == null
                ? make(topic, "topic " + topic, 1, Map.of())
                : Finding.ok("topic " + topic, "exists", "for what cannot be published or processed");
    }

    Finding make(String topic, String area, int partitions, Map<String, String> configuration) {
        NewTopic wanted = new NewTopic(
                        topic, Optional.of(partitions), Optional.ofNullable(settings.replicationFactor()))
                .configs(configuration);
        try {
            brokers.wouldMake(wanted);
            return Finding.ok(area, "exists", "not yet; it can be made when it is needed");
        } catch (AuthorizationException e) {
            // Handled where commands are made.
            throw e;
        } catch (KafkaException e) {
            return Finding.fail(area, "exists", "does not exist, and cannot be made: " + e.getMessage(), null)
                    .advising("correct relay.topics, or make the topic by hand");
        }
    }
}
