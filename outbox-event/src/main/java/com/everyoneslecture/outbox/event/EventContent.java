package com.everyoneslecture.outbox.event;

import org.jspecify.annotations.Nullable;

/**
 * Holds the parts of an event that the application chooses.
 *
 * @param payload the record's value: text in UTF-8 or any bytes; null for a tombstone
 * @param key the record's key; null if it is the aggregate id
 * @param headers a JSON object of strings, which become headers of the record; null for none
 * @param contentType the media type of the payload; null if the route decides
 */
public record EventContent(
        @Nullable Bytes payload,
        @Nullable Bytes key,
        @Nullable Bytes headers,
        @Nullable String contentType) {

    /** Returns the content of an event that has a payload of text and no key, headers or content type. */
    public static EventContent text(String payload) {
        return of(Bytes.of(payload));
    }

    /** Returns the content of an event that has a payload and no key, headers or content type. */
    public static EventContent of(Bytes payload) {
        return new EventContent(payload, null, null, null);
    }
}
