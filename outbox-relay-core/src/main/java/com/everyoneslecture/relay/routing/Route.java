package com.everyoneslecture.relay.routing;

/**
 * The topic of the events of one aggregate type and event type, and the headers that their records share.
 *
 * @param topic the topic; the aggregate type, if that makes no legal topic
 * @param contentType the media type of the payloads
 * @param source the header {@code ce_source}
 */
public record Route(String topic, String contentType, String source) {

    /** The media type of payloads if none is configured. */
    static final String JSON = "application/json";
}
