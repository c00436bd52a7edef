package com.everyoneslecture.console.flow;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Reads where the partitions of a topic are. Used by one thread at a time. */
final class TopicProbe {

    /** The setting changes rarely, and a console that may not read it asks no more often than this. */
    private static final Duration SETTING_AGE = Duration.ofMinutes(5);

    private final String topic;
    private @Nullable Integer minInSync;
    private long settingNanos;
    private boolean settingRead;

    TopicProbe(String topic) {
        this.topic = topic;
    }

    /** Returns no partitions if the topic does not exist yet. */
    Replication read(Admin admin) throws ExecutionException, InterruptedException {
        try {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            Replication replication = new Replication(new TreeMap<>(), minInSync(admin));
            if (description != null) {
                description.partitions().forEach(one -> replication.partitions().put(one.partition(), replicas(one)));
            }
            return replication;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return new Replication(new TreeMap<>(), null);
            }
            throw e;
        }
    }

    private static Replication.Replicas replicas(TopicPartitionInfo partition) {
        Node leader = partition.leader();
        return new Replication.Replicas(
                leader == null || leader.isEmpty() ? null : leader.id(),
                ids(partition.replicas()),
                ids(partition.isr()));
    }

    private static List<Integer> ids(List<Node> nodes) {
        return nodes.stream().map(Node::id).sorted().toList();
    }

    private @Nullable Integer minInSync(Admin admin) throws ExecutionException, InterruptedException {
        long now = System.nanoTime();
        if (!settingRead || now - settingNanos > SETTING_AGE.toNanos()) {
            minInSync = setting(admin);
            settingRead = true;
            settingNanos = now;
        }
        return minInSync;
    }

    private @Nullable Integer setting(Admin admin) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            ConfigEntry entry = config == null ? null : config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
            return entry == null || entry.value() == null ? null : Integer.valueOf(entry.value());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException
                    && !(e.getCause() instanceof org.apache.kafka.common.errors.RetriableException)) {
                // Without the right DescribeConfigs, the smallest number is unknown.
                return null;
            }
            throw e;
        }
    }
}
