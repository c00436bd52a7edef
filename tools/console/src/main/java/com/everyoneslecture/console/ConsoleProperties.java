package com.everyoneslecture.console;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The console's configuration, under {@code console}. Defaults stand in {@code application.yaml}.
 *
 * @param categoryUrl where the category service is
 * @param lectureUrl where the lecture service is
 * @param relayUrl where the relay is
 * @param kafka the brokers
 * @param topic that the relay publishes to
 * @param group that reads it
 * @param slot the relay's replication slot
 * @param hosts names besides the loopback's under which a browser may reach this
 * @param categoryDatabase with the outbox
 * @param lectureDatabase with the read model
 * @param demonstration what may be broken
 */
record ConsoleProperties(
        @NotNull @Pattern(regexp = HTTP_URL, message = NO_HTTP_URL)
        String categoryUrl,

        @NotNull @Pattern(regexp = HTTP_URL, message = NO_HTTP_URL)
        String lectureUrl,

        @NotNull @Pattern(regexp = HTTP_URL, message = NO_HTTP_URL)
        String relayUrl,

        @Valid @NotNull Kafka kafka,
        @NotBlank(message = "is missing") String topic,
        @NotBlank(message = "is missing") String group,
        @NotBlank(message = "is missing") String slot,
        @NotNull List<@NotBlank String> hosts,
        @Valid @NotNull Database categoryDatabase,
        @Valid @NotNull Database lectureDatabase,
        @Valid @NotNull Demonstration demonstration) {

    private static final String HTTP_URL = "https?://[^\\s/?#]+";
    private static final String NO_HTTP_URL = "is not of the form http://host:port";

    ConsoleProperties {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }

    URI category() {
        return URI.create(categoryUrl);
    }

    URI lecture() {
        return URI.create(lectureUrl);
    }

    URI relay() {
        return URI.create(relayUrl);
    }

    /**
     * The brokers.
     *
     * @param bootstrapServers {@code host:port}, separated by commas
     * @param properties settings of Kafka's clients: TLS, SASL and what else a cluster asks for
     */
    record Kafka(
            @NotBlank(message = "is missing: say host:port, several by commas")
            String bootstrapServers,

            @NotNull Map<String, String> properties) {

        Kafka {
            properties = properties == null ? Map.of() : Map.copyOf(properties);
        }

        /** Without the properties: passwords stand there. */
        @Override
        public String toString() {
            return "Kafka[" + bootstrapServers + "]";
        }
    }

    /** A database, and the role that may read it and nothing more. */
    record Database(
            @NotNull
            @Pattern(
                    regexp = "jdbc:postgresql://.+",
                    message = "is not of the form jdbc:postgresql://host:port/database")
            String url,

            @NotBlank(message = "is missing") String username,
            @NotBlank(message = "is missing") String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Database[" + url + ", " + username + "]";
        }
    }

    /**
     * What may be changed and broken from the page.
     *
     * @param enabled whether anything may
     * @param runFile where the launcher says how to reach it; null where there is none, and then no component can be killed
     */
    record Demonstration(boolean enabled, @Nullable Path runFile) {}
}
