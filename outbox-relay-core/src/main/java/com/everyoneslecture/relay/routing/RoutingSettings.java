package com.everyoneslecture.relay.routing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings that decide on the topics of events.
 *
 * @param routes tried in their order, before the channels
 * @param channels by their keys, {@code out-<aggregate type>Changed}
 * @param otherwise the topic of events that no route takes, or {@code halt}; null for that of the naming rule
 * @param source the template of the header {@code ce_source}; null for {@code /<aggregate type>}
 */
public record RoutingSettings(
        List<RouteSettings> routes,
        Map<String, ChannelSettings> channels,
        @Nullable String otherwise,
        @Nullable String source) {

    public RoutingSettings {
        routes = List.copyOf(routes);
        channels = Map.copyOf(channels);
    }
}
