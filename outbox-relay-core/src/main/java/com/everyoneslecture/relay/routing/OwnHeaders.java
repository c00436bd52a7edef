package com.everyoneslecture.relay.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.RecordHeader;
import org.apache.kafka.common.header.Headers;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the headers that an application gave its event. The constraints of the outbox table guarantee their form; other tables
 * may lack them.
 */
final class OwnHeaders {

    private static final JsonFactory JSON = new JsonFactory();

    private OwnHeaders() {}

    /**
     * Adds them to a record's headers.
     *
     * @param json an object of strings
     * @throws IllegalArgumentException if it is anything else, or one of its names is reserved
     */
    static void add(Bytes json, Headers headers) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json.bytes())) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "the headers are not a JSON object");
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                require(!RecordHeader.isReserved(name), "the header '" + name + "' has a reserved name");
                require(
                        parser.nextToken() == JsonToken.VALUE_STRING,
                        "the value of the header '" + name + "' is not a string");
                headers.add(name, parser.getString().getBytes(UTF_8));
            }
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
