package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.ClassArchives;
import com.everyoneslecture.localstack.KafkaListener;
import com.everyoneslecture.localstack.KafkaNode;
import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.KafkaSettings;
import com.everyoneslecture.localstack.process.FreePort;
import com.everyoneslecture.localstack.process.ServerState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * The brokers of the system: one, or a cluster of several, each of which has a replica of each partition.
 *
 * @param servers the brokers, the first one first
 */
public record Brokers(List<KafkaServer> servers) {

    public Brokers {
        servers = List.copyOf(servers);
    }

    /**
     * Creates the brokers; starts none.
     *
     * @param ports the port of each broker
     * @param listeners the listeners that the first broker has besides its own
     */
    static Brokers of(
            StackLayout layout,
            Map<ComponentName, Integer> ports,
            List<KafkaListener> listeners,
            ClassArchives archives) {
        String clusterId = last(layout)
                .map(KafkaNode::clusterId)
                .orElseGet(() -> Uuid.randomUuid().toString());
        Iterator<KafkaNode> nodes = KafkaNode.cluster(clusterId, ports.size()).iterator();
        List<KafkaServer> servers = new ArrayList<>();
        ports.forEach((name, port) -> servers.add(new KafkaServer(
                new KafkaSettings(
                        name.toString(),
                        layout.files(name),
                        port,
                        cluster(ports.size()),
                        servers.isEmpty() ? listeners : List.of(),
                        nodes.next()),
                archives)));
        return new Brokers(servers);
    }

    /** Returns the port of each broker: of the first one, and of those that have an entry. Port 0 is replaced by a free one. */
    static Map<ComponentName, Integer> ports(Map<ComponentName, Integer> chosen) {
        Map<ComponentName, Integer> ports = new EnumMap<>(ComponentName.class);
        ComponentName.brokers().stream()
                .filter(name -> name == ComponentName.KAFKA || chosen.containsKey(name))
                .forEach(name -> {
                    int port = chosen.getOrDefault(name, 0);
                    ports.put(name, port == 0 ? FreePort.any() : port);
                });
        return ports;
    }

    /** Returns the number of brokers with which the data were made; 0 if there are none. */
    static int ofData(StackLayout layout) {
        return last(layout).map(node -> node.controllers().size()).orElse(0);
    }

    private static Optional<KafkaNode> last(StackLayout layout) {
        return ComponentName.brokers().stream()
                .flatMap(name -> KafkaNode.last(layout.files(name)).stream())
                .findFirst();
    }

    /** Returns the settings of a cluster: as many replicas as there are brokers, of which one may be down. */
    private static Map<String, String> cluster(int brokers) {
        if (brokers == 1) {
            return Map.of();
        }
        String all = Integer.toString(brokers);
        String least = Integer.toString(brokers - 1);
        return Map.of(
                // A broker that starts waits for the majority of them for so long, before it ends.
                "initial.broker.registration.timeout.ms", "600000",
                "default.replication.factor", all,
                "min.insync.replicas", least,
                "offsets.topic.replication.factor", all,
                "transaction.state.log.replication.factor", all,
                "transaction.state.log.min.isr", least,
                "share.coordinator.state.topic.replication.factor", all,
                "share.coordinator.state.topic.min.isr", least);
    }

    /** Returns the first broker. */
    KafkaServer first() {
        return servers.get(0);
    }

    /** Returns a broker that runs; the first one if none does. */
    public KafkaServer running() {
        return servers.stream()
                .filter(server -> server.state() == ServerState.RUNNING)
                .findFirst()
                .orElseGet(this::first);
    }

    /** Returns the addresses of the brokers that have a port there, as the clients' setting {@code bootstrap.servers}. */
    public static String addresses(Map<ComponentName, Integer> ports) {
        return addresses(ComponentName.brokers().stream()
                .map(ports::get)
                .filter(Objects::nonNull)
                .toList());
    }

    static String addresses(Collection<Integer> ports) {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }
}
