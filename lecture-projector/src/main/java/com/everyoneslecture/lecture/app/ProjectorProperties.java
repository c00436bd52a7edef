package com.everyoneslecture.lecture.app;

import com.everyoneslecture.outbox.retry.BackoffSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;

/**
 * The projector's configuration, under {@code projector}. The defaults are in {@code application.yaml}.
 *
 * @param categoryUrl the address of the category service, for the links in answers
 * @param hosts the host names, besides {@code localhost} and all IP addresses, by which clients may call the service, without
 *     ports. Every other name is answered with 403
 * @param batchSize the maximum number of records that one statement applies. A larger one is faster under load and takes more
 *     memory
 * @param kafka the brokers that the projector reads from
 * @param channels the topic that is read; there is one channel, {@code in-categoryChanged}
 * @param deadLetters the settings of the dead letter topic, if the projector creates it
 * @param backoff the pauses after a failure
 */
@Consistent
record ProjectorProperties(
        @NotNull @Pattern(regexp = "https?://[^\\s/?#]+(/[^\\s?#]*)?", message = "is not of the form http://host:port")
        String categoryUrl,

        @NotNull
        List<
                        @Pattern(
                                regexp = "[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]",
                                message = "must be names or addresses, without ports, several separated by commas")
                        String>
                hosts,

        @Min(1) @Max(100_000) int batchSize,
        @Valid @NotNull Kafka kafka,
        @NotNull Map<String, @Valid Channel> channels,
        @Valid @NotNull DeadLetters deadLetters,
        @Valid @NotNull BackoffSettings backoff) {

    private static final String BROKER = "([A-Za-z0-9_]+://)?(\\[[0-9A-Fa-f:.]+]|[^\\s,:/]+):[0-9]{1,5}";

    /** The channel that this service reads. */
    static final String CHANNEL = "in-categoryChanged";

    ProjectorProperties {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
        channels = channels == null ? Map.of() : Map.copyOf(channels);
    }

    Channel channel() {
        return channels.entrySet().stream()
                .filter(channel -> isOurs(channel.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** An environment variable can write neither dashes nor capital letters. */
    static boolean isOurs(String channel) {
        return channel.replace("-", "").equalsIgnoreCase(CHANNEL.replace("-", ""));
    }

    /**
     * The settings of the projector's Kafka clients.
     *
     * @param bootstrapServers the brokers as {@code host:port}, separated by commas
     * @param properties properties for every Kafka client, such as {@code security.protocol} and {@code sasl.jaas.config}.
     *     Properties that have a key here, or that the guarantee depends on, are rejected
     */
    record Kafka(
            @NotNull
            @Pattern(regexp = BROKER + "(,\\s*" + BROKER + ")*", message = "is not of the form host:port,host:port")
            String bootstrapServers,

            @NotNull Map<String, String> properties) {

        Kafka {
            properties = properties == null ? Map.of() : Map.copyOf(properties);
        }

        /** Hides the properties, because passwords are among them. */
        @Override
        public String toString() {
            return "Kafka[bootstrapServers=" + bootstrapServers + ", properties=" + properties.keySet() + "]";
        }
    }

    /**
     * The topic and the group.
     *
     * @param destination the topic that is read
     * @param group the consumer group
     * @param contentType the media type of the payloads; only {@code application/json} is supported
     */
    record Channel(
            @NotNull String destination,
            @NotNull String group,

            @NotNull
            @Pattern(regexp = "application/json", message = "must be application/json, the only supported media type")
            String contentType) {}

    /**
     * The settings of the dead letter topic, if the projector creates it. An existing topic is left as it is.
     *
     * @param partitions the number of partitions of the dead letter topic, if the projector creates it
     * @param replicationFactor its replication factor; -1 for the broker's default
     */
    record DeadLetters(
            @Min(1) @Max(1_000) int partitions,
            @Min(-1) @Max(100) short replicationFactor) {}
}
