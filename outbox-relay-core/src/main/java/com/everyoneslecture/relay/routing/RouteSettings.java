package com.everyoneslecture.relay.routing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A route: some events, and the topic that they go to. An event goes by the first route that takes it.
 *
 * @param aggregateTypes takes events of these aggregate types, separated by commas; {@code *} stands for any text. All if it
 *     is not set
 * @param eventTypes takes events of these event types, likewise: {@code Order*}. All if it is not set
 * @param destination the topic. The relay creates it at its start if it is missing
 * @param partitions the number of partitions with which the relay creates the topic; that of {@code relay.topics} if it is
 *     not set
 * @param configuration the configuration with which the relay creates the topic, such as {@code retention.ms}; it takes precedence
 *     over that of {@code relay.topics}
 * @param contentType the media type of the payloads, {@code application/json} if it is not set
 */
public record RouteSettings(
        @NotNull List<@NotBlank String> aggregateTypes,
        @NotNull List<@NotBlank String> eventTypes,

        @NotNull(message = "is missing: the topic that the route's events go to")
        @Pattern(
                regexp = "[a-zA-Z0-9._-]{1,249}",
                message = "is not a topic name: up to 249 of a-z, A-Z, 0-9, '.', '_' and '-'")
        String destination,

        @Nullable @Min(1) @Max(10_000) Integer partitions,
        @NotNull Map<String, String> configuration,

        @Nullable @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String contentType) {

    /** A list or a map that is not set is empty. */
    @SuppressWarnings("NullAway") // What is not set is null.
    public RouteSettings {
        aggregateTypes = aggregateTypes == null ? List.of() : List.copyOf(aggregateTypes);
        eventTypes = eventTypes == null ? List.of() : List.copyOf(eventTypes);
        configuration = configuration == null ? Map.of() : Map.copyOf(configuration);
    }
}
