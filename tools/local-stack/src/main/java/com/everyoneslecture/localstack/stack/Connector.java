package com.everyoneslecture.localstack.stack;

import java.util.HashMap;
import java.util.Map;

/** The name, the cluster and the configuration of the connector that runs the relay on Kafka Connect. */
public final class Connector {

    static final String NAME = "outbox";

    /** The {@code group.id} of this stack's workers, which the connector's configuration must contain. */
    static final String GROUP = "connect-outbox";

    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private Connector() {}

    /**
     * Returns the connector's configuration.
     *
     * @param group the workers' {@code group.id}
     * @param events the settings of the relay that determine the slot, the topics and the routes
     */
    public static Map<String, String> configuration(
            String databaseUrl, String password, String bootstrapServers, String group, Map<String, String> events) {
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
                databaseUrl,
                "relay.database.username",
                "outbox_relay",
                "relay.database.password",
                password,
                "relay.kafka.bootstrap-servers",
                bootstrapServers,
                "relay.connect.group-id",
                group));
        connector.putAll(events);
        return connector;
    }
}
