package com.everyoneslecture.publish;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that events go to. A missing one is made as configured; one that exists is left as it is, whatever it is.
 *
 * <p>Used by one thread.
 */
final class Topics {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private final Admin admin;
    private final TopicSettings settings;
    private final Duration timeout;
    private final Set<String> known = new HashSet<>();

    Topics(Admin admin, TopicSettings settings, Duration timeout) {
        this.admin = admin;
        this.settings = settings;
        this.timeout = timeout;
    }

    /**
     * Returns when the topic exists. Costs nothing if it has seen it before.
     *
     * @throws KafkaException if it cannot be made, or the brokers do not answer in time
     */
    void ensure(String topic) throws InterruptedException {
        if (!known.contains(topic)) {
            make(topic);
            known.add(topic);
        }
    }

    /**
     * Returns if the brokers answer.
     *
     * @throws KafkaException if they do not
     */
    void probe() throws InterruptedException {
        await(admin.describeCluster().clusterId());
    }

    private void make(String topic) throws InterruptedException {
        NewTopic wanted = new NewTopic(
                        topic, Optional.of(settings.partitions()), Optional.ofNullable(settings.replicationFactor()))
                .configs(settings.configuration());
        try {
            await(admin.createTopics(Set.of(wanted)).all());
            LOG.atInfo()
                    .addKeyValue("topic", topic)
                    .addKeyValue("partitions", settings.partitions())
                    .log("made the topic");
        } catch (TopicExistsException e) {
            LOG.atDebug().addKeyValue("topic", topic).log("the topic exists");
        }
    }

    private void await(KafkaFuture<?> future) throws InterruptedException {
        try {
            future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "the brokers did not answer within " + timeout.toMillis() + " ms", e);
        }
    }
}
