package com.everyoneslecture.relay.kafka;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the relay's Kafka clients.
 *
 * @param bootstrapServers the brokers as {@code host:port}, separated by commas
 * @param deliveryTimeout the time within which a batch must be acknowledged, retries included. After it, the relay starts
 *     again from the slot
 * @param properties properties for every Kafka client, such as {@code security.protocol}, {@code sasl.jaas.config} and
 *     {@code compression.type}. An environment variable that names no property of a client is rejected.
 *     {@code max.request.size} is 16 MiB unless set here, so the topic's {@code max.message.bytes}
 *     decides which events are too large
 * @param name the relay's name on these brokers; the slot's name if it is not set. The ledger, the dead letter topic of last
 *     resort and the transactional ids begin with {@code outbox-relay.<name>}. A new name starts a new ledger: events that the
 *     slot redelivers are then published again
 */
public record KafkaSettings(
        @NotBlank(message = "is missing: set it to host:port, several separated by commas")
        String bootstrapServers,

        @NotNull @DurationMin(seconds = 1) @DurationMax(seconds = 10)
        Duration deliveryTimeout,

        @NotNull Map<String, String> properties,

        @Nullable @Pattern(regexp = "[a-zA-Z0-9._-]{1,200}", message = "must be 1 to 200 of a-z, A-Z, 0-9, ., _ and -")
        String name) {

    private static final int REQUEST_TIMEOUT_MILLIS = 3_000;
    private static final long MAXIMUM_PARTITION_INTERVAL_MILLIS = 10_000;

    /** The interval at which added partitions are noticed: that of the clients' metadata, and 10 s at most. */
    public Duration partitionInterval() {
        String configured = ClientNames.spelled(properties).get(CommonClientConfigs.METADATA_MAX_AGE_CONFIG);
        long millis = configured == null ? Long.MAX_VALUE : Long.parseLong(configured.strip());
        return Duration.ofMillis(Math.min(millis, MAXIMUM_PARTITION_INTERVAL_MILLIS));
    }

    /** Returns the properties of every client. */
    public Properties clientProperties() {
        Properties client = new Properties();
        client.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        // A longer wait between two attempts would only delay the recovery after the brokers are back.
        client.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        client.putAll(ClientNames.spelled(properties));
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return client;
    }

    /** Omits the properties, because they contain passwords. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + "]";
    }
}
