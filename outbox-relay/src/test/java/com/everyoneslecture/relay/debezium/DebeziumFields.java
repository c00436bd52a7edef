package com.everyoneslecture.relay.debezium;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.embedded.async.AsyncEngineConfig;
import io.debezium.heartbeat.Heartbeat;
import io.debezium.relational.RelationalDatabaseConnectorConfig;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The settings that Debezium's engine and its PostgreSQL connector declare. */
final class DebeziumFields {

    private DebeziumFields() {}

    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        Stream.of(
                        PostgresConnectorConfig.class,
                        RelationalDatabaseConnectorConfig.class,
                        CommonConnectorConfig.class,
                        AsyncEngineConfig.class,
                        Heartbeat.class)
                .flatMap(declaring -> Arrays.stream(declaring.getFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType() == io.debezium.config.Field.class)
                .map(DebeziumFields::name)
                .forEach(names::add);
        PostgresConnectorConfig.ALL_FIELDS.forEach(field -> names.add(field.name()));
        return names;
    }

    private static String name(java.lang.reflect.Field constant) {
        try {
            return ((io.debezium.config.Field) constant.get(null)).name();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
