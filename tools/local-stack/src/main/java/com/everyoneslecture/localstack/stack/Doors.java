package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.KafkaListener;
import com.everyoneslecture.localstack.process.FreePort;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The broker's listeners. Each client whose connection can be cut has its own listener, with the proxy's address. Otherwise all clients use
 * the broker's port.
 */
final class Doors {

    private final Links links;
    private final int brokerPort;
    private final Map<ComponentName, KafkaListener> listeners = new EnumMap<>(ComponentName.class);

    /** @param brokerPort the port of the broker itself */
    Doors(Links links, int brokerPort) {
        this.links = links;
        this.brokerPort = brokerPort;
        ComponentName.relays().forEach(relay -> open(relay, Link.toKafka(relay)));
        open(ComponentName.CONNECT_WORKER_2, Link.WORKER_2_KAFKA);
        open(ComponentName.LECTURE_PROJECTOR, Link.PROJECTOR_KAFKA);
    }

    private void open(ComponentName client, Link link) {
        int port = links.areProxied() ? FreePort.any() : brokerPort;
        // Kafka permits no hyphens in the name.
        String name = client.toString().toUpperCase(Locale.ROOT).replace("-", "");
        listeners.put(client, new KafkaListener(name, port, links.way(link, port)));
    }

    /** Returns the listeners of the broker besides its own one. */
    List<KafkaListener> listeners() {
        return links.areProxied() ? List.copyOf(listeners.values()) : List.of();
    }

    /** Returns the address that the client connects to; the first worker of Kafka Connect has the relay's listener. */
    String address(ComponentName client) {
        ComponentName owner = client == ComponentName.CONNECT_WORKER ? ComponentName.OUTBOX_RELAY : client;
        return "127.0.0.1:" + Objects.requireNonNull(listeners.get(owner)).advertisedPort();
    }
}
