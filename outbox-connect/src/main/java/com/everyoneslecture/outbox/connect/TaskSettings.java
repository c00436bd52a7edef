package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.relay.engine.StreamSettings;
import com.everyoneslecture.relay.engine.SupervisorSettings;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.RelayNames;
import com.everyoneslecture.relay.routing.Routes;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the task.
 *
 * @param section the settings that a relay also has
 * @param worker under which transactional id the worker publishes
 * @param maximumRequestBytes {@code max.request.size} of the worker's producer, as far as the connector overrides it
 */
record TaskSettings(RelaySection section, WorkerIdentity worker, long maximumRequestBytes) {

    private static final String CONNECTOR = "name";
    private static final String MAXIMUM_REQUEST = "producer.override.max.request.size";
    private static final long DEFAULT_MAXIMUM_REQUEST_BYTES = 1024 * 1024;

    /**
     * Reads a configuration.
     *
     * @param problems receives the problems of the configuration
     * @return null if there is a problem
     */
    static @Nullable TaskSettings read(Map<String, String> configuration, Problems problems) {
        ConfigurationText text =
                new ConfigurationText(configuration, ConnectorKeys.definition().defaultValues(), problems);
        RelaySection section = RelaySection.read(text);
        String group = text.required(ConnectorKeys.GROUP);
        if (group.isBlank()) {
            problems.add(ConnectorKeys.GROUP, "is missing: the group.id of the workers");
        }
        text.rejectUnread();
        Constraints.check(section, problems);
        long maximumRequestBytes = maximumRequestBytes(configuration, problems);
        return problems.isEmpty()
                ? new TaskSettings(
                        section,
                        WorkerIdentity.of(group, configuration.getOrDefault(CONNECTOR, "")),
                        maximumRequestBytes)
                : null;
    }

    /**
     * Reads the configuration of a task.
     *
     * @throws ConfigException if the configuration has problems; the message lists all of them
     */
    static TaskSettings require(Map<String, String> configuration) {
        Problems problems = new Problems();
        TaskSettings settings = read(configuration, problems);
        if (settings == null) {
            throw new ConfigException("the configuration of the connector is wrong:\n" + problems);
        }
        return settings;
    }

    DatabaseSettings database() {
        return section.database();
    }

    SlotSettings slot() {
        return section.slot();
    }

    KafkaSettings kafka() {
        return section.kafka();
    }

    RelayNames names() {
        return RelayNames.of(slot().name(), kafka());
    }

    StreamSettings stream() {
        return new StreamSettings(
                database(), slot(), section.capture(), kafka(), section.topics(), new Routes(section.routing()));
    }

    SupervisorSettings supervisor() {
        BackoffSettings backoff = section.backoff();
        return new SupervisorSettings(section.probeInterval(), section.probePatience(), backoff);
    }

    private static long maximumRequestBytes(Map<String, String> configuration, Problems problems) {
        String value = configuration.get(MAXIMUM_REQUEST);
        try {
            return value == null ? DEFAULT_MAXIMUM_REQUEST_BYTES : Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            problems.add(MAXIMUM_REQUEST, "is not a number");
            return DEFAULT_MAXIMUM_REQUEST_BYTES;
        }
    }
}
