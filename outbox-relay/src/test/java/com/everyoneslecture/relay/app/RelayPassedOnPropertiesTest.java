package com.everyoneslecture.relay.app;

import static com.everyoneslecture.relay.app.BoundProperties.PASSWORD;
import static com.everyoneslecture.relay.app.BoundProperties.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Properties that the relay passes on to PostgreSQL's driver, Kafka's clients and Debezium. */
class RelayPassedOnPropertiesTest {

    @Test
    void appliesPropertiesOfTheEnvironmentWhoseNamesHaveAnotherCase() throws IOException {
        RelayProperties bound = bind(
                PASSWORD,
                Map.of(
                        "RELAY_DATABASE_PROPERTIES_SSLMODE", "verify-full",
                        "RELAY_DATABASE_PROPERTIES_CONNECTTIMEOUT", "7",
                        "RELAY_DATABASE_PROPERTIES_SOCKET_FACTORY", "shop.Factory",
                        "RELAY_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL",
                        "RELAY_KAFKA_PROPERTIES_MAXREQUESTSIZE", "2000000",
                        "RELAY_KAFKA_PROPERTIES_CONFIG_PROVIDERS_FILE_CLASS", "shop.Provider"));
        assertThat(bound.database().driverProperties())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("connectTimeout", "7")
                .containsEntry("socketFactory", "shop.Factory");
        assertThat(bound.kafka().clientProperties())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("max.request.size", "2000000")
                .containsEntry("config.providers.file.class", "shop.Provider");
    }

    @Test
    void refusesPropertiesOfTheEnvironmentThatNobodyReadsAllAtOnceAndWithoutTheValue() {
        assertThatThrownBy(() -> bind(
                        PASSWORD,
                        Map.of(
                                "RELAY_DATABASE_PROPERTIES_CLOUDSQLINSTANCE", "hunter2",
                                "RELAY_KAFKA_PROPERTIES_SECURITY_PROTOCOLL", "hunter2")))
                .hasMessage("""
                        relay.database.properties.cloudsqlinstance is no property of PostgreSQL's driver that an environment \
                        variable can name, because its name has no case: set the property in application.yaml, as an argument \
                        or in SPRING_APPLICATION_JSON
                        relay.kafka.properties.security.protocoll is no property of Kafka's clients that an environment \
                        variable can name, because its name has no case: set the property in application.yaml, as an argument \
                        or in SPRING_APPLICATION_JSON""".indent(2).stripTrailing());
    }

    @Test
    void passesPropertiesOfAFileOnByTheirOwnNames() throws IOException {
        RelayProperties bound = bind(Map.of(
                "relay.database.password", "x",
                "relay.database.properties.cloudSqlInstance", "shop:eu:db",
                "relay.kafka.properties.shop.Interceptor.url", "http://x"));
        assertThat(bound.database().driverProperties()).containsEntry("cloudSqlInstance", "shop:eu:db");
        assertThat(bound.kafka().clientProperties()).containsEntry("shop.Interceptor.url", "http://x");
    }

    @Test
    void passesSettingsOfDebeziumOnByTheirOwnNames() throws IOException {
        Map<String, Object> settings = new HashMap<>(PASSWORD);
        settings.put("relay.capture.connector", "debezium");
        settings.put("relay.capture.debezium.max.queue.size", "20000");
        settings.put("relay.capture.debezium.custom.metric.tags", "team=Shop");
        assertThat(bind(settings, Map.of("RELAY_CAPTURE_DEBEZIUM_STATUS_UPDATE_INTERVAL_MS", "5000"))
                        .capture()
                        .debezium())
                .isEqualTo(Map.of(
                        "max.queue.size", "20000",
                        "custom.metric.tags", "team=Shop",
                        "status.update.interval.ms", "5000"));
    }

    @Test
    void refusesWhatTheRelayDecidesAboutDebeziumAllAtOnceAndWithoutTheValue() {
        Map<String, Object> settings = new HashMap<>(PASSWORD);
        settings.put("relay.capture.connector", "debezium");
        settings.put("relay.capture.debezium.slot.name", "other");
        settings.put("relay.capture.debezium.database.password", "hunter2");
        settings.put("relay.capture.debezium.snapshot.mode", "always");
        settings.put("relay.capture.debezium.max.queue.size", "10");
        settings.put("relay.capture.debezium.no.such", "1");
        assertThatThrownBy(() -> bind(settings)).hasMessage("""
                relay.capture.debezium[database.password] is set by relay.database
                relay.capture.debezium[max.queue.size] is wrong: Must be larger than the maximum batch size
                relay.capture.debezium[no.such] is not a setting that the relay passes on
                relay.capture.debezium[slot.name] is set by relay.slot.name
                relay.capture.debezium[snapshot.mode] is decided by the relay: rows that the slot does not hold are published \
                from the outbox, not by a snapshot""".indent(2).stripTrailing());
    }

    @Test
    void refusesSettingsOfDebeziumWithTheOtherConnector() {
        Map<String, Object> settings = new HashMap<>(PASSWORD);
        settings.put("relay.capture.connector", "wal");
        settings.put("relay.capture.debezium.max.queue.size", "20000");
        assertThatThrownBy(() -> bind(settings))
                .hasMessage("  relay.capture.debezium[max.queue.size] has no effect with relay.capture.connector=wal");
    }
}
