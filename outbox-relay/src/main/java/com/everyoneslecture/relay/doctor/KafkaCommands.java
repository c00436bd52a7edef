package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.relay.kafka.KafkaSettings;
import java.util.Map;

/** Commands of Kafka's own tools. */
final class KafkaCommands {

    private KafkaCommands() {}

    /** Lets the relay's principal use what an area of the findings is about. */
    static String allow(KafkaSettings kafka, String area) {
        String base = "kafka-acls --bootstrap-server " + kafka.bootstrapServers()
                + " --add --allow-principal User:RELAY --operation ";
        if (area.startsWith("topic ")) {
            return base + "Create --operation Describe --operation DescribeConfigs --operation Write --topic "
                    + area.substring("topic ".length());
        }
        return switch (area) {
            case "ledger" ->
                base + "Create --operation Describe --operation DescribeConfigs --operation Read --operation Write"
                        + " --operation Delete --resource-pattern-type prefixed --topic outbox-relay.";
            case "Kafka transactions" ->
                base + "Describe --operation Write --resource-pattern-type prefixed --transactional-id outbox-relay.";
            default -> base + "Describe --cluster";
        };
    }

    /** Changes settings of a topic. */
    static String alter(KafkaSettings kafka, String topic, Map<String, ?> settings) {
        StringBuilder added = new StringBuilder();
        settings.forEach((name, value) -> added.append(added.isEmpty() ? "" : ",")
                .append(name)
                .append('=')
                .append(value));
        return "kafka-configs --bootstrap-server " + kafka.bootstrapServers()
                + " --alter --entity-type topics --entity-name " + topic + " --add-config " + added;
    }
}
