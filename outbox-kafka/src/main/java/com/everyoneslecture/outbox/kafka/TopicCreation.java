package com.everyoneslecture.outbox.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates topics that are missing; an existing topic is never changed. Used by one thread.
 *
 * <p>It checks first, because creating a topic may need the CREATE permission even if the topic exists. It returns only when
 * the brokers know the topic: a client that requests it sooner may get an error, or may cause its creation with the brokers'
 * default settings.
 */
public final class TopicCreation {

    /** All brokers know a new topic after a few milliseconds. */
    private static final Duration DESCRIBE_INTERVAL = Duration.ofMillis(20);

    private final Admin admin;
    private final Duration timeout;

    /**
     * A topic that exists.
     *
     * @param made whether it was missing before
     */
    public record Existing(TopicDescription description, boolean made) {}

    /** @param timeout the maximum time for a response of the brokers, and until they know a new topic */
    public TopicCreation(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /**
     * Returns when the topic exists. If two callers create it at the same time, one succeeds and the other finds it.
     *
     * @throws KafkaException if it cannot be created, or the brokers do not respond in time
     */
    public Existing ensure(NewTopic wanted) throws InterruptedException {
        Optional<TopicDescription> there = describe(wanted.name());
        if (there.isPresent()) {
            return new Existing(there.get(), false);
        }
        boolean made = make(wanted);
        return new Existing(awaitExistence(wanted.name()), made);
    }

    private boolean make(NewTopic wanted) throws InterruptedException {
        try {
            Answers.await(admin.createTopics(Set.of(wanted)).all(), timeout);
            return true;
        } catch (TopicExistsException e) {
            return false;
        } catch (TopicAuthorizationException e) {
            // The brokers do not name the topic.
            Set<String> topics = Set.of(wanted.name());
            throw new TopicAuthorizationException("not authorized to create topics: " + topics, topics);
        }
    }

    private TopicDescription awaitExistence(String topic) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        while (true) {
            Optional<TopicDescription> there = describe(topic);
            if (there.isPresent()) {
                return there.get();
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new UnknownTopicOrPartitionException("topic '" + topic + "' was created and does not exist");
            }
            Thread.sleep(DESCRIBE_INTERVAL.toMillis());
        }
    }

    private Optional<TopicDescription> describe(String topic) throws InterruptedException {
        try {
            return Optional.ofNullable(
                    Answers.await(admin.describeTopics(Set.of(topic)).allTopicNames(), timeout)
                            .get(topic));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }
}
