package com.everyoneslecture.relay.app;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.jdbc.DriverNames;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.slot.WalWatchSettings;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.outbox.service.configuration.ConfigurationRule;
import com.everyoneslecture.outbox.service.configuration.StrictConfiguration;
import com.everyoneslecture.outbox.service.configuration.VariableNames;
import com.everyoneslecture.outbox.service.database.PasswordFile;
import com.everyoneslecture.relay.debezium.PassedOnSettings;
import com.everyoneslecture.relay.engine.StreamSettings;
import com.everyoneslecture.relay.kafka.ClientNames;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.operations.OperationsSettings;
import com.everyoneslecture.relay.retention.RetentionSettings;
import com.everyoneslecture.relay.routing.ChannelSettings;
import com.everyoneslecture.relay.routing.ReachableChannel;
import com.everyoneslecture.relay.routing.RouteSettings;
import com.everyoneslecture.relay.routing.Routes;
import com.everyoneslecture.relay.routing.RoutingSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * The relay's configuration, under {@code relay}. The defaults are in {@code application.yaml}.
 *
 * @param database the database that holds the outbox
 * @param slot the names of the slot, the publication and the table
 * @param capture how the write-ahead log is read
 * @param walWatch when the relay reports that the slot is in danger
 * @param retention how long published rows stay in the outbox
 * @param kafka the brokers that the relay publishes to
 * @param topics the settings of topics that the relay creates
 * @param routes the topics of events, in a list: the first route that takes an event decides
 * @param channels the topic of one aggregate type each, by channel name {@code out-<aggregate type>Changed}; tried after the routes
 * @param otherwise the topic of events that no route and no channel takes, in which {@code ${aggregateType}} stands for their
 *     aggregate type, or {@code halt}. If it is not set, the naming rule decides: {@code <aggregate type>Changed}
 * @param ceSource the header {@code ce_source}, in which {@code ${aggregateType}} stands for the aggregate type;
 *     {@code /<aggregate type>} if it is not set
 * @param operations the HTTP endpoints under {@code /operations}
 * @param backoff the pauses after a failure
 * @param probeInterval the interval between two probes of PostgreSQL and Kafka while events flow. A shorter one makes
 *     readiness more current and costs a few small requests more
 * @param probePatience how long the probes may fail before the relay closes its connections and opens new ones
 */
public record RelayProperties(
        @Valid @NotNull DatabaseSettings database,
        @Valid @NotNull SlotSettings slot,
        @Valid @NotNull @PassedOnSettings CaptureSettings capture,
        @Valid @NotNull WalWatchSettings walWatch,
        @Valid @NotNull RetentionSettings retention,
        @Valid @NotNull KafkaSettings kafka,
        @Valid @NotNull TopicSettings topics,

        @NotNull List<@Valid RouteSettings> routes,
        @NotNull Map<@ReachableChannel String, @Valid ChannelSettings> channels,

        @Nullable
        @Pattern(
                regexp = "halt|([a-zA-Z0-9._-]|\\$\\{aggregateType})+",
                message =
                        "is neither halt nor a topic name in which \\$\\{aggregateType\\} stands for the aggregate type")
        String otherwise,

        @Nullable
        @Pattern(
                regexp = "([!-#%-~]|\\$\\{aggregateType})+",
                message = "is not a URI reference in which \\$\\{aggregateType\\} stands for the aggregate type")
        String ceSource,

        @Valid @NotNull OperationsSettings operations,
        @Valid @NotNull BackoffSettings backoff,

        @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration probeInterval,

        @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration probePatience) {

    private static final List<ConfigurationRule> RULES = List.of(
            new ChannelVariables(),
            new VariableNames("relay.database.properties", "PostgreSQL's driver", DriverNames::known),
            new VariableNames("relay.kafka.properties", "Kafka's clients", ClientNames::known));

    /** Drops keys that an environment variable has created while it changes a channel of another source. */
    @SuppressWarnings("NullAway") // What is missing is reported by its own constraint.
    public RelayProperties {
        channels = channels == null ? null : ChannelVariables.withoutSpellings(channels);
    }

    /**
     * Reads the configuration.
     *
     * @throws com.everyoneslecture.outbox.service.configuration.WrongConfigurationException if anything is wrong; it names all
     *     of it
     */
    public static RelayProperties read(Environment environment) {
        return StrictConfiguration.bind(environment, "relay", RelayProperties.class, RULES)
                .with(PasswordFile.properties(environment, "relay.database.password"));
    }

    private RelayProperties with(Map<String, String> driver) {
        return driver.isEmpty()
                ? this
                : new RelayProperties(
                        database.with(driver),
                        slot,
                        capture,
                        walWatch,
                        retention,
                        kafka,
                        topics,
                        routes,
                        channels,
                        otherwise,
                        ceSource,
                        operations,
                        backoff,
                        probeInterval,
                        probePatience);
    }

    /** Returns the routing of events to topics. */
    public Routes routing() {
        return new Routes(new RoutingSettings(routes, channels, otherwise, ceSource));
    }

    /** Returns the part that a session needs. */
    public StreamSettings stream() {
        return new StreamSettings(database, slot, capture, kafka, topics, routing());
    }
}
