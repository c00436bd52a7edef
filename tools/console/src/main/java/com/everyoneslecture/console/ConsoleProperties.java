package com.everyoneslecture.console;

import com.everyoneslecture.console.flow.FlowSettings;
import com.everyoneslecture.console.proxy.ForwardedHeaders;
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
 * The console's configuration, under {@code console}. The defaults are in {@code application.yaml}.
 *
 * @param categoryUrl the address of the category service
 * @param lectureUrl the address of the lecture service
 * @param relayUrl the address of the relay; {@code doctor}, {@code verify} and {@code replay} need
 *     {@code relay.operations.enabled=true} there
 * @param secondRelayUrl the address of a second relay on the same slot, which stands by; none if it is not set
 * @param connectUrls the REST addresses of the Kafka Connect workers, if the relay runs there as a connector; none if
 *     outbox-relay runs it
 * @param connector the name of that connector
 * @param kafka the brokers
 * @param topic the topic that the relay publishes to
 * @param group the consumer group of the projector
 * @param topics the topics in the overview, besides {@code topic}: names, or beginnings with a {@code *} at the end. Those that do not exist
 *     or that the console may not describe are left out
 * @param records the topics whose records all readers of the console may see, besides {@code topic} and its dead letter topics, in the same
 *     form
 * @param groups the consumer groups in the overview, in the same form. Groups that read none of the topics are left out
 * @param inboxes the consumers whose parked keys are shown, by a name for readers
 * @param slot the relay's replication slot
 * @param logCommand the command that shows the log of a component, for readers of the page; {@code component} in braces stands for the name.
 *     The page names no command if it is not set
 * @param hosts the host names, besides {@code 127.0.0.1} and {@code localhost}, under which a browser may reach the console
 * @param proxy the proxies in front of the console
 * @param login the users who can log in. Without users here and without a provider under {@code spring.security.oauth2.client}, the console
 *     changes nothing outside of demonstration mode
 * @param categoryDatabase the database with the outbox
 * @param lectureDatabase the database with the read model
 * @param demonstration the settings of demonstration mode
 */
record ConsoleProperties(
        @NotNull @Pattern(regexp = HTTP_URL, message = NO_HTTP_URL)
        String categoryUrl,

        @NotNull @Pattern(regexp = HTTP_URL, message = NO_HTTP_URL)
        String lectureUrl,

        @NotNull @Pattern(regexp = HTTP_URL, message = NO_HTTP_URL)
        String relayUrl,

        @Nullable @Pattern(regexp = HTTP_URL, message = NO_HTTP_URL)
        String secondRelayUrl,

        @NotNull List<@Pattern(regexp = HTTP_URL, message = NO_HTTP_URL) String> connectUrls,
        @NotBlank(message = "is missing") String connector,
        @Valid @NotNull Kafka kafka,
        @NotBlank(message = "is missing") String topic,
        @NotBlank(message = "is missing") String group,
        @NotNull List<@NotBlank String> topics,
        @NotNull List<@NotBlank String> records,
        @NotNull List<@NotBlank String> groups,
        @NotNull Map<@NotBlank String, @Valid Inbox> inboxes,
        @NotBlank(message = "is missing") String slot,
        @Nullable String logCommand,
        @NotNull List<@NotBlank String> hosts,
        @Valid @NotNull Proxy proxy,
        @Valid @NotNull LoginProperties login,
        @Valid @NotNull Database categoryDatabase,
        @Valid @NotNull Database lectureDatabase,
        @Valid @NotNull Demonstration demonstration) {

    static final String HTTP_URL = "https?://[^\\s/?#]+";
    static final String NO_HTTP_URL = "is not of the form http://host:port";

    ConsoleProperties {
        connectUrls = connectUrls == null ? List.of() : List.copyOf(connectUrls);
        topics = topics == null ? List.of() : List.copyOf(topics);
        records = records == null ? List.of() : List.copyOf(records);
        groups = groups == null ? List.of() : List.copyOf(groups);
        inboxes = inboxes == null ? Map.of() : Map.copyOf(inboxes);
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }

    URI category() {
        return URI.create(categoryUrl);
    }

    /** Returns the cluster that runs the relay; null if outbox-relay runs it. */
    FlowSettings.@Nullable Connect connect() {
        return connectUrls.isEmpty()
                ? null
                : new FlowSettings.Connect(connectUrls.stream().map(URI::create).toList(), connector);
    }

    URI lecture() {
        return URI.create(lectureUrl);
    }

    URI relay() {
        return URI.create(relayUrl);
    }

    @Nullable
    URI secondRelay() {
        return secondRelayUrl == null ? null : URI.create(secondRelayUrl);
    }

    /**
     * A consumer with parked keys.
     *
     * @param url the address of its actuator endpoint {@code inbox}, such as {@code http://orders:8080/actuator/inbox}
     */
    record Inbox(
            @NotNull
            @Pattern(regexp = "https?://[^\\s?#]+", message = "is not of the form http://host:port/actuator/inbox")
            String url) {}

    /**
     * The proxies in front of the console.
     *
     * @param addresses the addresses of the proxies, or their networks such as {@code 10.1.0.0/16}. Only their forwarded headers are
     *     believed; from all other clients, these headers are ignored
     * @param headers the headers that all of these proxies set: {@code x-forwarded} ({@code X-Forwarded-For}, {@code -Host},
     *     {@code -Proto}, {@code -Port}) or {@code forwarded} (RFC 7239). {@code X-Forwarded-Prefix} is read with either
     */
    record Proxy(
            @NotNull List<@NotBlank String> addresses,
            @NotNull ForwardedHeaders headers) {

        Proxy {
            addresses = addresses == null ? List.of() : List.copyOf(addresses);
        }
    }

    /**
     * The settings of the console's Kafka clients.
     *
     * @param bootstrapServers the brokers as {@code host:port}, separated by commas
     * @param properties properties for every Kafka client, such as {@code security.protocol} and {@code sasl.jaas.config}
     */
    record Kafka(
            @NotBlank(message = "is missing: set it to host:port, several separated by commas")
            String bootstrapServers,

            @NotNull Map<String, String> properties) {

        Kafka {
            properties = properties == null ? Map.of() : Map.copyOf(properties);
        }

        /** Omits the properties, because they may contain passwords. */
        @Override
        public String toString() {
            return "Kafka[" + bootstrapServers + "]";
        }
    }

    /**
     * The address and the login of a database.
     *
     * @param url the JDBC URL
     * @param username a role with read access to some tables and nothing else
     * @param password the password of that role; never logged
     */
    record Database(
            @NotNull
            @Pattern(
                    regexp = "jdbc:postgresql://[^/?@]+([/?].*)?",
                    message = "is not of the form jdbc:postgresql://host:port/database")
            String url,

            @NotBlank(message = "is missing") String username,
            @NotBlank(message = "is missing") String password) {

        /** Omits the password. */
        @Override
        public String toString() {
            return "Database[" + url + ", " + username + "]";
        }
    }

    /**
     * The settings of demonstration mode.
     *
     * @param enabled allows breaking components, replaying events and retrying dead letters from the page, without a login. The console then
     *     refuses to start on any address but the loopback's
     * @param runFile the file in which {@code ./outbox up} describes its control channel; without it, no component can be killed
     */
    record Demonstration(boolean enabled, @Nullable Path runFile) {}
}
