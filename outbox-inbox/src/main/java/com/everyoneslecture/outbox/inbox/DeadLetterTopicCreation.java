package com.everyoneslecture.outbox.inbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the dead letter topic where it is missing; an existing one stays as it is. */
final class DeadLetterTopicCreation {

    private final ConsumeSettings settings;
    private final KafkaClients clients;

    DeadLetterTopicCreation(ConsumeSettings settings, KafkaClients clients) {
        this.settings = settings;
        this.clients = clients;
    }

    void ensureExists() {
        String name = settings.topic().deadLetters().value();
        try (Admin admin = clients.admin()) {
            if (!exists(admin, name)) {
                create(admin, name);
            }
        }
    }

    /** Looked up first: who may write to a topic that somebody else has made need not be allowed to make one. */
    private static boolean exists(Admin admin, String name) {
        try {
            admin.describeTopics(List.of(name)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw unwrapped(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void create(Admin admin, String name) {
        // Dead letters wait for a person, however long that takes.
        NewTopic topic = new NewTopic(
                        name,
                        Optional.of(settings.deadLetterPartitions()),
                        Optional.of(settings.deadLetterReplication()).filter(factor -> factor > 0))
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        // The record's time is the event's, by a clock that may be ahead; the default is one hour.
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(ClientDefaults.MAX_DEAD_LETTER_BYTES)));
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw unwrapped(e);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static KafkaException unwrapped(ExecutionException failure) {
        return failure.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(failure.getCause());
    }
}
