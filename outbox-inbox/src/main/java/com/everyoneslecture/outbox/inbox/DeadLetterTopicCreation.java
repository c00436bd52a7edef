package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.kafka.TopicCreation;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;

/** Creates the dead letter topic if it is missing; an existing one is not changed. */
final class DeadLetterTopicCreation {

    private final ConsumeSettings settings;
    private final KafkaClients clients;

    DeadLetterTopicCreation(ConsumeSettings settings, KafkaClients clients) {
        this.settings = settings;
        this.clients = clients;
    }

    /** Returns when it exists; fails after some seconds. */
    void ensureExists() {
        // Dead letters wait for an operator without a time limit.
        NewTopic topic = new NewTopic(
                        settings.topic().deadLetters().value(),
                        Optional.of(settings.deadLetterPartitions()),
                        Optional.of(settings.deadLetterReplication()).filter(factor -> factor > 0))
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        // By time, each record of an event that occurred days after the previous one would begin
                        // a segment.
                        TopicConfig.SEGMENT_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE),
                        // The record's time is the event's, by a clock that may be ahead; the default is one hour.
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(ClientDefaults.MAX_DEAD_LETTER_BYTES)));
        try (Admin admin = clients.admin()) {
            new TopicCreation(admin, ClientDefaults.ADMIN_TIMEOUT).ensure(topic);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
