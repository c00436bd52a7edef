package com.everyoneslecture.localstack;

import java.util.Map;

/**
 * What one broker is like.
 *
 * @param name for people and logs: {@code kafka}
 * @param files where its files are
 * @param port of 127.0.0.1; 0 takes some free one
 * @param properties of the broker, in addition to those that every broker here has, and stronger
 */
public record KafkaSettings(String name, ServerFiles files, int port, Map<String, String> properties) {

    public KafkaSettings {
        properties = Map.copyOf(properties);
    }
}
