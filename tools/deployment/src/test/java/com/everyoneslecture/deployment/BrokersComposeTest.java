package com.everyoneslecture.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With {@code deploy/brokers}, three brokers form one cluster, each with the protection of the single one. */
class BrokersComposeTest {

    private static final List<String> BROKERS = List.of("kafka", "kafka-2", "kafka-3");
    private static final String CLIENTS = "kafka:9092,kafka-2:9092,kafka-3:9092";

    private final OverlaidCompose compose = new OverlaidCompose("deploy/brokers/docker-compose.yml");

    @Test
    void brokersDifferInTheirNameAlone() {
        for (String broker : BROKERS) {
            Map<String, String> settings = new LinkedHashMap<>(compose.environment(broker));
            assertThat(settings.remove("KAFKA_NODE_ID")).isEqualTo(Integer.toString(BROKERS.indexOf(broker) + 1));
            assertThat(settings.remove("KAFKA_ADVERTISED_LISTENERS"))
                    .contains("INSIDE://" + broker + ":9092", "BROKERS://" + broker + ":9096");
            assertThat(settings).as(broker).isEqualTo(settingsOf("kafka"));
            assertThat(compose.command(broker)).as(broker).isEqualTo(compose.command("kafka"));
            assertThat(settings.getOrDefault("KAFKA_CONTROLLER_QUORUM_VOTERS", ""))
                    .contains((BROKERS.indexOf(broker) + 1) + "@" + broker + ":9094");
        }
    }

    @Test
    void aRecordIsOnTwoBrokersBeforeItIsAcknowledged() {
        assertThat(compose.environment("kafka"))
                .containsEntry("KAFKA_DEFAULT_REPLICATION_FACTOR", "3")
                .containsEntry("KAFKA_MIN_INSYNC_REPLICAS", "2")
                .containsEntry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "3")
                .containsEntry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "3")
                .containsEntry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "2");
    }

    @Test
    void everyListenerThatOtherContainersReachHasALogin() {
        Map<String, String> broker = compose.environment("kafka");
        Map<String, String> protocols = compose.listenerProtocols("kafka");

        assertThat(broker.getOrDefault("KAFKA_LISTENERS", "").split(",", -1))
                .hasSize(5)
                .filteredOn(listener -> !listener.contains("://127.0.0.1:"))
                .allSatisfy(
                        listener -> assertThat(protocols).containsEntry(listener.split(":", 2)[0], "SASL_PLAINTEXT"));
    }

    @Test
    void clientsKnowAllBrokers() {
        assertThat(compose.environment("outbox-relay")).containsEntry("RELAY_KAFKA_BOOTSTRAPSERVERS", CLIENTS);
        assertThat(compose.environment("outbox-relay-2")).containsEntry("RELAY_KAFKA_BOOTSTRAPSERVERS", CLIENTS);
        assertThat(compose.environment("lecture-projector")).containsEntry("PROJECTOR_KAFKA_BOOTSTRAPSERVERS", CLIENTS);
        assertThat(compose.environment("console")).containsEntry("CONSOLE_KAFKA_BOOTSTRAPSERVERS", CLIENTS);
    }

    private Map<String, String> settingsOf(String broker) {
        Map<String, String> settings = new LinkedHashMap<>(compose.environment(broker));
        settings.keySet().removeAll(List.of("KAFKA_NODE_ID", "KAFKA_ADVERTISED_LISTENERS"));
        return settings;
    }
}
