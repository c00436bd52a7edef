package com.everyoneslecture.outbox.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Validates a configuration before Kafka Connect accepts it: first the settings; if they are right, the servers.
 *
 * <p>Used by one thread.
 */
final class Validation {

    private final List<ConfigValue> values;

    /** @param defined the result of Kafka Connect's own validation */
    Validation(Config defined) {
        this.values = new ArrayList<>(defined.configValues());
    }

    /** Returns every defined key and every other key that has a problem, with the problems. Connects to the servers. */
    Config of(Map<String, String> configuration) {
        Problems problems = new Problems();
        TaskSettings settings = TaskSettings.read(configuration, problems);
        WorkerSettings.check(configuration, problems);
        if (settings != null && problems.isEmpty()) {
            new Servers(settings).check(problems);
        }
        problems.byKey()
                .forEach((key, found) -> found.forEach(problem -> valueOf(key).addErrorMessage(key + " " + problem)));
        return new Config(values);
    }

    private ConfigValue valueOf(String key) {
        return values.stream()
                .filter(value -> value.name().equals(key))
                .findFirst()
                .orElseGet(() -> {
                    ConfigValue added = new ConfigValue(key);
                    values.add(added);
                    return added;
                });
    }
}
