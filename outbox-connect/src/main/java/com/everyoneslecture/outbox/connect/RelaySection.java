package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.slot.WalWatchSettings;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.retention.RetentionSettings;
import com.everyoneslecture.relay.routing.ChannelSettings;
import com.everyoneslecture.relay.routing.ReachableChannel;
import com.everyoneslecture.relay.routing.RouteSettings;
import com.everyoneslecture.relay.routing.RoutingSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * The part of a connector's configuration that a relay also has, with the prefix {@code relay.} and its constraints.
 */
record RelaySection(
        @Valid DatabaseSettings database,
        @Valid SlotSettings slot,
        @Valid CaptureSettings capture,
        @Valid KafkaSettings kafka,
        @Valid TopicSettings topics,

        @NotNull List<@Valid RouteSettings> routes,
        @NotNull Map<@ReachableChannel String, @Valid ChannelSettings> channels,

        @Nullable
        @Pattern(
                regexp = "halt|([a-zA-Z0-9._-]|\\$\\{aggregateType})+",
                message = "is neither halt nor a topic name in which ${aggregateType} stands for the aggregate type")
        String otherwise,

        @Nullable
        @Pattern(
                regexp = "([!-#%-~]|\\$\\{aggregateType})+",
                message = "is not a URI reference in which ${aggregateType} stands for the aggregate type")
        String ceSource,

        @Valid BackoffSettings backoff,
        @Valid RetentionSettings retention,
        @Valid WalWatchSettings walWatch,

        @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration probeInterval,

        @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration probePatience) {

    /** The pause of a relay that is halted; a task fails instead. */
    private static final Duration HALTED = Duration.ofSeconds(30);

    static RelaySection read(ConfigurationText text) {
        return new RelaySection(
                database(text),
                new SlotSettings(
                        text.required(ConnectorKeys.SLOT),
                        text.required(ConnectorKeys.PUBLICATION),
                        text.required(ConnectorKeys.TABLE),
                        text.duration(ConnectorKeys.SLOT_PATIENCE)),
                new CaptureSettings(
                        Connector.WAL,
                        text.duration(ConnectorKeys.POLL_INTERVAL),
                        text.duration(ConnectorKeys.ACKNOWLEDGE_INTERVAL),
                        text.number(ConnectorKeys.MAXIMUM_BATCH_SIZE),
                        Map.of()),
                new KafkaSettings(
                        text.required(ConnectorKeys.BOOTSTRAP_SERVERS),
                        text.duration(ConnectorKeys.DELIVERY_TIMEOUT),
                        text.below(ConnectorKeys.KAFKA_PROPERTIES),
                        text.optional(ConnectorKeys.NAME)),
                topics(text),
                routes(text),
                channels(text),
                text.optional(ConnectorKeys.OTHERWISE),
                text.optional(ConnectorKeys.CE_SOURCE),
                new BackoffSettings(
                        text.duration(ConnectorKeys.BACKOFF_INITIAL),
                        text.duration(ConnectorKeys.BACKOFF_MAXIMUM),
                        HALTED),
                new RetentionSettings(
                        text.flag(ConnectorKeys.RETENTION),
                        text.duration(ConnectorKeys.MAXIMUM_AGE),
                        text.number(ConnectorKeys.DAYS_AHEAD),
                        text.duration(ConnectorKeys.RETENTION_INTERVAL)),
                new WalWatchSettings(text.duration(ConnectorKeys.MINIMUM_TIME_LEFT)),
                text.duration(ConnectorKeys.PROBE_INTERVAL),
                text.duration(ConnectorKeys.PROBE_PATIENCE));
    }

    RoutingSettings routing() {
        return new RoutingSettings(routes, channels, otherwise, ceSource);
    }

    private static DatabaseSettings database(ConfigurationText text) {
        return new DatabaseSettings(
                text.required(ConnectorKeys.URL),
                text.required(ConnectorKeys.USERNAME),
                text.required(ConnectorKeys.PASSWORD),
                text.below(ConnectorKeys.DATABASE_PROPERTIES));
    }

    private static TopicSettings topics(ConfigurationText text) {
        Integer replicationFactor = text.optionalNumber(ConnectorKeys.REPLICATION_FACTOR);
        Map<String, String> configuration = new LinkedHashMap<>(Map.of(
                // A record has the event's time. A writer's clock that is hours ahead must not block later events.
                "message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE), "retention.ms", "-1"));
        configuration.putAll(text.below(ConnectorKeys.TOPIC_CONFIGURATION));
        return new TopicSettings(
                text.number(ConnectorKeys.PARTITIONS),
                replicationFactor == null ? null : replicationFactor.shortValue(),
                text.number(ConnectorKeys.MAXIMUM_UNCONFIGURED),
                configuration);
    }

    private static List<RouteSettings> routes(ConfigurationText text) {
        List<RouteSettings> routes = new ArrayList<>();
        int count = text.names(ConnectorKeys.ROUTES, "]").size();
        for (int index = 0; index < count; index++) {
            String route = ConnectorKeys.ROUTES + index + "].";
            routes.add(new RouteSettings(
                    text.list(route + "aggregate-types"),
                    text.list(route + "event-types"),
                    text.required(route + "destination"),
                    text.optionalNumber(route + "partitions"),
                    text.below(route + "configuration."),
                    text.optional(route + "content-type")));
        }
        return routes;
    }

    private static Map<String, ChannelSettings> channels(ConfigurationText text) {
        Map<String, ChannelSettings> channels = new LinkedHashMap<>();
        for (String name : text.names(ConnectorKeys.CHANNELS, ".")) {
            String channel = ConnectorKeys.CHANNELS + name;
            channels.put(
                    name,
                    new ChannelSettings(
                            text.required(channel + ".destination"), text.optional(channel + ".content-type")));
        }
        return channels;
    }
}
