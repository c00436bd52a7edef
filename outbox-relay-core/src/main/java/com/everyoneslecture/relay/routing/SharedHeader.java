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
    private final Map<String, Header> byValue = new HashMap<>();

    SharedHeader(String name) {
        this.name = name;
    }

    Header of(String value) {
        Header known = byValue.get(value);
        if (known == null) {
            if (byValue.size() >= Routes.REMEMBERED) {
                byValue.clear();
            }
            known = new RecordHeader(name, value.getBytes(UTF_8));
            byValue.put(value, known);
        }
        return known;
    }
}
