package com.everyoneslecture.localstack.stack;

import java.util.HashMap;
import java.util.Map;

/** The name, the cluster and the configuration of the connector that runs the relay on Kafka Connect. */
final class Connector {

    static final String NAME = "outbox";

    /** The workers' {@code group.id}, which the connector's configuration must contain. */
    static final String GROUP = "connect-outbox";

    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private Connector() {}

    /** Returns the connector's configuration, with the slot, topics and routes of the relay of this stack. */
    static Map<String, String> configuration(String categoryUrl, String bootstrapServers, Secrets secrets) {
        Map<String, String> connector = new HashMap<>(Map.of(
                "connector.class", "com.everyoneslecture.outbox.connect.OutboxSourceConnector",
                "tasks.max", "1",
                "exactly.once.support", "required",
                "key.converter", BYTES,
                "value.converter", BYTES,
                "header.converter", BYTES,
                "producer.override.max.in.flight.requests.per.connection", "5",
                "producer.override.linger.ms", "0",
                "producer.override.max.request.size", "16777216",
                "producer.override.transaction.timeout.ms", "15000"));
        connector.putAll(Map.of(
                "relay.database.url",
                categoryUrl,
                "relay.database.username",
                "outbox_relay",
                "relay.database.password",
                secrets.of("outbox_relay"),
                "relay.kafka.bootstrap-servers",
                bootstrapServers,
                "relay.connect.group-id",
                GROUP,
                "relay.routes[0].aggregate-types",
                "category",
                "relay.routes[0].destination",
                "categoryChanged"));
        return connector;
    }
}
