package com.everyoneslecture.localstack;

import java.util.List;
import java.util.Map;

/**
 * What one broker is like.
 *
 * @param name for people and logs: {@code kafka}
 * @param files where its files are
 * @param port of 127.0.0.1; 0 takes some free one
 * @param properties of the broker, in addition to those that every broker here has, and stronger
 * @param listeners in addition to the one on {@code port}
 */
public record KafkaSettings(
        String name, ServerFiles files, int port, Map<String, String> properties, List<KafkaListener> listeners) {

    /** What every broker here is set to, wherever it listens and keeps its logs. */
    public static final Map<String, String> COMMON_PROPERTIES = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("delete.topic.enable", "true"),
            Map.entry("num.partitions", "1"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            // Compacted soon, so that a broker that is started again has its groups soon.
            Map.entry("offsets.topic.segment.bytes", "1048576"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // A killed broker that is started again is let in when its old session has run out; by default after 9 s.
            Map.entry("broker.session.timeout.ms", "2000"),
            Map.entry("broker.heartbeat.interval.ms", "400"));

    public KafkaSettings {
        properties = Map.copyOf(properties);
        listeners = List.copyOf(listeners);
    }

    /** A broker with one listener. */
    public KafkaSettings(String name, ServerFiles files, int port, Map<String, String> properties) {
        this(name, files, port, properties, List.of());
    }
}
