package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.kafka.Answers;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Queries the brokers, and waits for the responses for a bounded time. Every query throws {@link KafkaException}. */
final class Brokers implements AutoCloseable {

    private final Admin admin;
    private final Duration patience;

    Brokers(KafkaSettings kafka) {
        this.admin = Admin.create(kafka.clientProperties());
        this.patience = kafka.deliveryTimeout();
    }

    Collection<Node> nodes() {
        DescribeClusterResult cluster = admin.describeCluster();
        return await(cluster.nodes());
    }

    /** Returns null if there is no such topic. */
    @Nullable
    TopicDescription topic(String name) {
        try {
            DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
            KafkaFuture<TopicDescription> description = admin.describeTopics(List.of(name), options)
                    .topicNameValues()
                    .get(name);
            return await(Objects.requireNonNull(description));
        } catch (UnknownTopicOrPartitionException e) {
            return null;
        }
    }

    /** Checks whether the brokers would create this topic; they do not create it. */
    void wouldMake(NewTopic topic) {
        await(admin.createTopics(Set.of(topic), new CreateTopicsOptions().validateOnly(true))
                .all());
    }

    /** Returns the effective settings of a topic, or of a broker by its id. */
    Map<String, String> settings(ConfigResource.Type type, String name) {
        ConfigResource resource = new ConfigResource(type, name);
        Config config = await(Objects.requireNonNull(
                admin.describeConfigs(Set.of(resource)).values().get(resource)));
        Map<String, String> settings = new HashMap<>();
        config.entries().forEach(entry -> settings.put(entry.name(), String.valueOf(entry.value())));
        return settings;
    }

    /**
     * Returns if the relay may describe a transactional id. Brokers report the right to use it only to a producer that does, and
     * such a producer would fence a relay.
     *
     * @throws org.apache.kafka.common.errors.TransactionalIdAuthorizationException if it may not
     */
    void checkTransactionalId(String id) {
        try {
            await(admin.describeTransactions(Set.of(id)).description(id));
        } catch (TransactionalIdNotFoundException e) {
            // The relay may describe it, but has not used it yet.
            return;
        }
    }

    private <T> T await(KafkaFuture<T> answer) {
        return Answers.of(answer, patience);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
