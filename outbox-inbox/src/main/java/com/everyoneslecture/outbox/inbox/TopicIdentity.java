package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.kafka.Answers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Requests the topic's id from the brokers, because the consumer does not return it. A topic that is deleted and created again
 * keeps its name, and its offsets start at 0 again; only the id shows that a stored offset belongs to the earlier topic. Used
 * by the loop's thread alone.
 */
final class TopicIdentity implements AutoCloseable {

    private final String topic;
    private final KafkaClients clients;
    private @Nullable Admin admin;
    private @Nullable KafkaFuture<TopicDescription> asked;

    TopicIdentity(String topic, KafkaClients clients) {
        this.topic = topic;
        this.clients = clients;
    }

    /** Returns the current id; fails after some seconds. */
    UUID ask() {
        return id(Answers.of(describe(), ClientDefaults.ADMIN_PATIENCE));
    }

    /** Returns the response to the previous request, if it has arrived, and sends a new request. Never waits. */
    @Nullable
    UUID latest() {
        KafkaFuture<TopicDescription> before = asked;
        if (before != null && !before.isDone()) {
            return null;
        }
        asked = describe();
        return before == null || before.isCompletedExceptionally()
                ? null
                : id(Answers.of(before, ClientDefaults.ADMIN_PATIENCE));
    }

    /** Returns the client for these requests; it is opened by the first call, and {@link #close} closes it. */
    Admin admin() {
        Admin open = admin;
        if (open == null) {
            open = clients.admin();
            admin = open;
        }
        return open;
    }

    private KafkaFuture<TopicDescription> describe() {
        return Objects.requireNonNull(
                admin().describeTopics(List.of(topic)).topicNameValues().get(topic));
    }

    private static UUID id(TopicDescription described) {
        Uuid id = described.topicId();
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
