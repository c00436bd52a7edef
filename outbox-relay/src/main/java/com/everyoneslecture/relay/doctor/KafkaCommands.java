package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.relay.kafka.KafkaSettings;
import java.util.Map;

/** Commands of Kafka's own tools. */
final class KafkaCommands {

    private KafkaCommands() {}

    /** Lets the relay's principal use the subject of an area of the findings. */
    static String allow(KafkaSettings kafka, String area) {
        if (area.startsWith("topic ")) {
            return allowOnTopic(
                    kafka, area.substring("topic ".length()), "Create", "Describe", "DescribeConfigs", "Read", "Write");
        }
        return switch (area) {
            case "ledger" ->
                add(kafka, "Create", "Describe", "DescribeConfigs", "Read", "Write", "Delete")
                        + " --resource-pattern-type prefixed --topic outbox-relay.";
            case "Kafka transactions" ->
                add(kafka, "Describe", "Write") + " --resource-pattern-type prefixed --transactional-id outbox-relay.";
            case "brokers" -> add(kafka, "DescribeConfigs") + " --cluster";
            default -> throw new IllegalArgumentException("no rights in Kafka are of " + area);
        };
    }

    /** Lets the relay's principal do these operations on a topic. */
    static String allowOnTopic(KafkaSettings kafka, String topic, String... operations) {
        return add(kafka, operations) + " --topic " + topic;
    }

    private static String add(KafkaSettings kafka, String... operations) {
        return "kafka-acls" + brokers(kafka) + " --add --allow-principal User:RELAY --operation "
                + String.join(" --operation ", operations);
    }

    /** Quotes what a shell would not leave as it is: the brackets of an IPv6 address, and spaces between addresses. */
    private static String brokers(KafkaSettings kafka) {
        String servers = kafka.bootstrapServers();
        return " --bootstrap-server " + (servers.matches("[A-Za-z0-9_.,:/-]+") ? servers : "'" + servers + "'");
    }

    /** Changes settings of a topic. */
    static String alter(KafkaSettings kafka, String topic, Map<String, ?> settings) {
        StringBuilder added = new StringBuilder();
        settings.forEach((name, value) -> added.append(added.isEmpty() ? "" : ",")
                .append(name)
                .append('=')
                .append(value));
        return "kafka-configs" + brokers(kafka) + " --alter --entity-type topics --entity-name " + topic
                + " --add-config " + added;
    }
}
