package com.everyoneslecture.relay.routing;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The topic of one aggregate type: a route for all of its events. The channel {@code out-categoryChanged} belongs to the aggregate
 * type {@code category}.
 *
 * @param destination the topic of all events of the aggregate type; its key is {@code out-<aggregate type>Changed}. Routes are
 *     tried before channels
 * @param contentType the media type of the payloads, {@code application/json} if it is not set
 */
public record ChannelSettings(
        @NotNull(message = "is missing: the topic that the channel's events go to")
        @Pattern(
                regexp = "[a-zA-Z0-9._-]{1,249}",
                message = "is not a topic name: up to 249 of a-z, A-Z, 0-9, '.', '_' and '-'")
        String destination,

        @Nullable @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String contentType) {

    String effectiveContentType() {
        return contentType == null ? Route.JSON : contentType;
    }
}
