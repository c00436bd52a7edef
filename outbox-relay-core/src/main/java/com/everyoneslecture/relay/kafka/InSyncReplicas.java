package com.everyoneslecture.relay.kafka;

import com.everyoneslecture.outbox.kafka.Answers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that topics accept records. If a partition has fewer replicas in sync than {@code min.insync.replicas}, a producer
 * only reports a timeout, and a session that is opened meanwhile would time out again.
 */
public final class InSyncReplicas {

    private static final Logger LOG = LoggerFactory.getLogger(InSyncReplicas.class);

    private final Admin admin;
    private final Duration timeout;

    public InSyncReplicas(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /**
     * Returns if each of the topics accepts records, as far as the relay's permissions allow the check.
     *
     * @throws NotEnoughReplicasException if one does not; it contains the topic, the reason and the remedy
     */
    public void require(Collection<String> topics) throws InterruptedException {
        for (String topic : topics) {
            try {
                require(topic);
            } catch (UnknownTopicOrPartitionException | AuthorizationException e) {
                LOG.atDebug().addKeyValue("topic", topic).setCause(e).log("the in-sync replicas could not be read");
            }
        }
    }

    private void require(String topic) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, TopicDescription> topics =
                Answers.await(admin.describeTopics(List.of(topic)).allTopicNames(), timeout);
        Map<ConfigResource, Config> configs =
                Answers.await(admin.describeConfigs(List.of(resource)).all(), timeout);
        topics.values().forEach(description -> require(description, configs.get(resource)));
    }

    public static void require(TopicDescription topic, @Nullable Config config) {
        int minimum = minimum(config);
        for (TopicPartitionInfo partition : topic.partitions()) {
            int inSync = partition.isr().size();
            // Brokers never require more replicas than the topic has.
            int required = Math.min(minimum, partition.replicas().size());
            if (inSync < required) {
                throw new NotEnoughReplicasException("partition " + partition.partition() + " of topic '" + topic.name()
                        + "' has " + inSync + " of the " + required + " replicas in sync that its min.insync.replicas"
                        + " requires: start the brokers that hold the others, or lower min.insync.replicas");
            }
        }
    }

    private static int minimum(@Nullable Config config) {
        ConfigEntry entry = config == null ? null : config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        return entry == null || entry.value() == null ? 1 : Integer.parseInt(entry.value());
    }
}
