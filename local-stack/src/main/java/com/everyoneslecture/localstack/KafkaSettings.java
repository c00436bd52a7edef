package com.everyoneslecture.localstack;

import java.util.List;
import java.util.Map;

/**
 * What one broker is like.
 *
 * @param name for people and logs: {@code kafka}
 * @param files where its files are
 * @param port of 127.0.0.1; 0 takes some free one
 * @param properties of the broker, in addition to those that every broker here has, and stronger
 * @param listeners in addition to the one on {@code port}
 */
public record KafkaSettings(
        String name, ServerFiles files, int port, Map<String, String> properties, List<KafkaListener> listeners) {

    public KafkaSettings {
        properties = Map.copyOf(properties);
        listeners = List.copyOf(listeners);
    }

    /** A broker with one listener. */
    public KafkaSettings(String name, ServerFiles files, int port, Map<String, String> properties) {
        this(name, files, port, properties, List.of());
    }
}
