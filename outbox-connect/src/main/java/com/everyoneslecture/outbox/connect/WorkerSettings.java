package com.everyoneslecture.outbox.connect;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks those settings of Kafka Connect itself on which the guarantees depend. */
final class WorkerSettings {

    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private static final List<String> CONVERTERS = List.of("key.converter", "value.converter", "header.converter");

    private WorkerSettings() {}

    /** Records a problem for each setting with a wrong value. */
    static void check(Map<String, String> configuration, Problems problems) {
        for (String converter : CONVERTERS) {
            String value = configuration.get(converter);
            if (!BYTES.equals(value) && !"ByteArrayConverter".equals(value)) {
                problems.add(converter, "must be " + BYTES + ": records are published byte for byte");
            }
        }
        require(configuration, "exactly.once.support", "required", problems);
        if ("interval"
                .equalsIgnoreCase(configuration
                        .getOrDefault("transaction.boundary", "poll")
                        .strip())) {
            problems.add(
                    "transaction.boundary",
                    "must be poll or connector: the connector hands over one transaction at a time and waits for its commit");
        }
        if (!configuration.getOrDefault("transforms", "").isBlank()) {
            problems.add("transforms", "must be empty: a transformation could change or drop records of the ledger");
        }
        configuration.keySet().stream()
                .filter(key -> key.startsWith("topic.creation."))
                .forEach(key -> problems.add(
                        key,
                        "must be absent: the connector creates topics itself. A worker that cannot create one keeps the rest of the"
                                + " transaction, and may commit the part before it"));
        if ("all"
                .equalsIgnoreCase(
                        configuration.getOrDefault("errors.tolerance", "none").strip())) {
            problems.add("errors.tolerance", "must be none: a record that is dropped is a lost event");
        }
    }

    private static void require(Map<String, String> configuration, String key, String value, Problems problems) {
        String present = configuration.getOrDefault(key, "").strip().toLowerCase(Locale.ROOT);
        if (!present.equals(value)) {
            problems.add(key, "must be " + value + ": Kafka Connect then rejects workers without transactions");
        }
    }
}
