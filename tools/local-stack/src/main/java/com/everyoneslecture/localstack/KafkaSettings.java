package com.everyoneslecture.localstack;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one broker.
 *
 * @param name the name for logs and messages: {@code kafka}
 * @param files the paths of its files
 * @param port the port of 127.0.0.1; 0 for any free port
 * @param properties further properties of the broker, which override those that all brokers here have
 * @param listeners the listeners besides the one on {@code port}
 * @param node the place in a cluster; null for a broker that is its own cluster
 */
public record KafkaSettings(
        String name,
        ServerFiles files,
        int port,
        Map<String, String> properties,
        List<KafkaListener> listeners,
        @Nullable KafkaNode node) {

    /** The properties of all brokers here, independent of ports and directories. */
    public static final Map<String, String> COMMON_PROPERTIES = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("delete.topic.enable", "true"),
            Map.entry("num.partitions", "1"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            // Compacted early, so that a restarted broker loads its groups quickly.
            Map.entry("offsets.topic.segment.bytes", "1048576"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // A killed broker is admitted after a restart only when its old session has expired; by default after 9 s.
            Map.entry("broker.session.timeout.ms", "2000"),
            Map.entry("broker.heartbeat.interval.ms", "400"));

    public KafkaSettings {
        properties = Map.copyOf(properties);
        listeners = List.copyOf(listeners);
    }

    /** The settings of a broker with one listener. */
    public KafkaSettings(String name, ServerFiles files, int port, Map<String, String> properties) {
        this(name, files, port, properties, List.of());
    }

    /** The settings of a broker that is its own cluster. */
    public KafkaSettings(
            String name, ServerFiles files, int port, Map<String, String> properties, List<KafkaListener> listeners) {
        this(name, files, port, properties, listeners, null);
    }
}
