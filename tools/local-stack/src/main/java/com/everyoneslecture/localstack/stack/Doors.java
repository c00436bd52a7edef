package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.KafkaListener;
import com.everyoneslecture.localstack.process.FreePort;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The brokers' listeners. Each client whose connection can be cut has its own listener, with the proxy's address; there is one broker then.
 * Otherwise all clients use the brokers' ports.
 */
final class Doors {

    private final Links links;
    private final List<Integer> brokerPorts;
    private final Map<ComponentName, KafkaListener> listeners = new EnumMap<>(ComponentName.class);

    /** @param brokerPorts the ports of the brokers themselves */
    Doors(Links links, Collection<Integer> brokerPorts) {
        this.links = links;
        this.brokerPorts = List.copyOf(brokerPorts);
        if (!links.areProxied()) {
            return;
        }
        if (brokerPorts.size() > 1) {
            throw new IllegalArgumentException("the connections to a cluster of brokers cannot be cut");
        }
        ComponentName.relays().forEach(relay -> open(relay, Link.toKafka(relay)));
        open(ComponentName.CONNECT_WORKER_2, Link.WORKER_2_KAFKA);
        open(ComponentName.LECTURE_PROJECTOR, Link.PROJECTOR_KAFKA);
    }

    private void open(ComponentName client, Link link) {
        int port = FreePort.any();
        // Kafka permits no hyphens in the name.
        String name = client.toString().toUpperCase(Locale.ROOT).replace("-", "");
        listeners.put(client, new KafkaListener(name, port, links.way(link, port)));
    }

    /** Returns the listeners of the broker besides its own one. */
    List<KafkaListener> listeners() {
        return List.copyOf(listeners.values());
    }

    /** Returns the address that the client connects to; the first worker of Kafka Connect has the relay's listener. */
    String address(ComponentName client) {
        if (!links.areProxied()) {
            return Brokers.addresses(brokerPorts);
        }
        ComponentName owner = client == ComponentName.CONNECT_WORKER ? ComponentName.OUTBOX_RELAY : client;
        return "127.0.0.1:" + Objects.requireNonNull(listeners.get(owner)).advertisedPort();
    }
}
