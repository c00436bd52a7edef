package com.everyoneslecture.relay.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A header that has few values: the records of a value share one.
 *
 * <p>Used by one thread.
 */
final class SharedHeader {

    private final String name;
    private final String prefix;
    private final Map<String, Header> byValue = new HashMap<>();

    /** @param prefix stands before each value */
    SharedHeader(String name, String prefix) {
        this.name = name;
        this.prefix = prefix;
    }

    Header of(String value) {
        Header known = byValue.get(value);
        if (known == null) {
            if (byValue.size() >= Channels.REMEMBERED) {
                byValue.clear();
            }
            known = new RecordHeader(name, (prefix + value).getBytes(UTF_8));
            byValue.put(value, known);
        }
        return known;
    }
}
