package com.everyoneslecture.relay.routing;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The topic of one aggregate type. The channel {@code out-categoryChanged} belongs to the aggregate type {@code category}.
 *
 * @param destination the topic. An aggregate type without a channel goes to the topic with its name and {@code Changed}
 * @param contentType the media type of the payloads, {@code application/json} if it is not set
 */
public record ChannelSettings(
        @NotNull(message = "is missing: the topic that the channel's events go to")
        @Pattern(
                regexp = "[a-zA-Z0-9._-]{1,249}",
                message = "is not a topic name: up to 249 of a-z, A-Z, 0-9, '.', '_' and '-'")
        String destination,

        @Nullable @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") String contentType) {

    /** What {@link #contentType()} is where nothing is said. */
    static final String JSON = "application/json";

    static ChannelSettings to(String destination) {
        return new ChannelSettings(destination, JSON);
    }

    String effectiveContentType() {
        return contentType == null ? JSON : contentType;
    }
}
