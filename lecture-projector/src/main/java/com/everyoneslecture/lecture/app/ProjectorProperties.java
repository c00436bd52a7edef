package com.everyoneslecture.lecture.app;

import com.everyoneslecture.outbox.retry.BackoffSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;

/**
 * The service's configuration, under {@code projector}. Defaults stand in {@code application.yaml}.
 *
 * @param categoryUrl where the category service is for those who follow a link
 * @param batchSize the most records that are applied with one statement; more are faster under load and take more memory
 * @param kafka where events come from
 * @param channels by name; there is one, {@value #CHANNEL}
 * @param deadLetters the dead letter topic, where it has to be made
 * @param backoff how long to wait after a failure
 */
@Consistent
record ProjectorProperties(
        @NotNull @Pattern(regexp = "https?://[^\\s/?#]+(/[^\\s?#]*)?", message = "is not of the form http://host:port")
        String categoryUrl,

        @Min(1) @Max(100_000) int batchSize,
        @Valid @NotNull Kafka kafka,
        @NotNull Map<String, @Valid Channel> channels,
        @Valid @NotNull DeadLetters deadLetters,
        @Valid @NotNull BackoffSettings backoff) {

    /** The channel that this service reads. */
    static final String CHANNEL = "in-categoryChanged";

    ProjectorProperties {
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
     * Where events come from.
     *
     * @param bootstrapServers {@code host:port}, separated by commas
     * @param properties settings of Kafka's clients, but those that have a key here or are not open to choice
     */
    record Kafka(
            @NotNull
            @Pattern(
                    regexp = "[^\\s,:]+:[0-9]{1,5}(,\\s*[^\\s,:]+:[0-9]{1,5})*",
                    message = "is not of the form host:port,host:port")
            String bootstrapServers,

            @NotNull Map<String, String> properties) {

        Kafka {
            properties = properties == null ? Map.of() : Map.copyOf(properties);
        }

        /** Passwords stand among the properties. */
        @Override
        public String toString() {
            return "Kafka[bootstrapServers=" + bootstrapServers + ", properties=" + properties.keySet() + "]";
        }
    }

    /**
     * What is read.
     *
     * @param destination the topic
     * @param group the consumer group
     * @param contentType what the records hold
     */
    record Channel(
            @NotNull String destination,
            @NotNull String group,

            @NotNull
            @Pattern(regexp = "application/json", message = "is not application/json, which is all that is read")
            String contentType) {}

    /**
     * The dead letter topic, where it has to be made.
     *
     * @param partitions how many
     * @param replicationFactor -1 leaves it to the broker
     */
    record DeadLetters(
            @Min(1) @Max(1_000) int partitions,
            @Min(-1) @Max(100) short replicationFactor) {}
}
