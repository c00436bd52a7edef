package com.everyoneslecture.outbox.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.relay.routing.RouteSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class TaskSettingsTest {

    private final Map<String, String> configuration = new HashMap<>(Map.of(
            "name",
            "outbox",
            "connector.class",
            "OutboxSourceConnector",
            ConnectorKeys.URL,
            "jdbc:postgresql://127.0.0.1:15432/category",
            ConnectorKeys.PASSWORD,
            "secret",
            ConnectorKeys.BOOTSTRAP_SERVERS,
            "127.0.0.1:9092",
            ConnectorKeys.GROUP,
            "connect-outbox"));

    @Test
    void hasTheDefaultsOfTheRelay() {
        TaskSettings settings = TaskSettings.require(configuration);

        assertThat(settings.slot().name()).isEqualTo("category_outbox");
        assertThat(settings.slot().patience()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.section().topics().partitions()).isEqualTo(6);
        assertThat(settings.names().ledger()).isEqualTo("outbox-relay.category_outbox.ledger");
        assertThat(settings.worker().transactionalId()).isEqualTo("connect-outbox-outbox-0");
        assertThat(settings.maximumRequestBytes()).isEqualTo(1024 * 1024);
    }

    @Test
    void readsNamesBelowItsKeys() {
        configuration.putAll(Map.of(
                "relay.channels.out-categoryChanged.destination", "categories",
                "relay.routes[0].destination", "orders",
                "relay.routes[0].aggregate-types", "order, invoice",
                "relay.routes[0].configuration.retention.ms", "1000",
                "relay.routes[1].destination", "rest",
                "relay.kafka.properties.security.protocol", "SSL",
                "relay.topics.configuration.retention.ms", "5000"));

        TaskSettings settings = TaskSettings.require(configuration);
        assertThat(settings.stream().routes().configuredTopics()).containsOnly("categories", "orders", "rest");
        RouteSettings route = settings.section().routes().get(0);
        assertThat(route.aggregateTypes()).containsExactly("order", "invoice");
        assertThat(route.configuration()).containsEntry("retention.ms", "1000");
        assertThat(settings.kafka().properties()).containsEntry("security.protocol", "SSL");
        assertThat(settings.section().topics().configuration()).containsEntry("retention.ms", "5000");
    }

    @Test
    void namesEveryWrongKeyAtOnce() {
        configuration.remove(ConnectorKeys.URL);
        configuration.putAll(Map.of(
                ConnectorKeys.SLOT,
                "Has-Dashes",
                ConnectorKeys.SLOT_PATIENCE,
                "1s",
                ConnectorKeys.PROBE_INTERVAL,
                "soon",
                ConnectorKeys.PARTITIONS,
                "many",
                "relay.channels.orders.destination",
                "orders",
                "relay.channels.out-orderChanged.destination",
                "not a topic",
                "relay.routes[0].partitions",
                "0",
                "relay.capture.connector",
                "wal"));

        Problems problems = new Problems();
        assertThat(TaskSettings.read(configuration, problems)).isNull();
        assertThat(problems.byKey().keySet())
                .contains(
                        ConnectorKeys.URL,
                        ConnectorKeys.SLOT,
                        ConnectorKeys.SLOT_PATIENCE,
                        ConnectorKeys.PROBE_INTERVAL,
                        ConnectorKeys.PARTITIONS,
                        "relay.channels.orders",
                        "relay.channels.out-orderChanged.destination",
                        "relay.routes[0].destination",
                        "relay.routes[0].partitions",
                        "relay.capture.connector");
        assertThatThrownBy(() -> TaskSettings.require(configuration))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("relay.slot.patience")
                .hasMessageNotContaining("secret");
    }

    @Test
    void documentsEveryKey() {
        assertThat(ConnectorKeys.definition().configKeys().values())
                .hasSizeGreaterThan(20)
                .allSatisfy(key -> assertThat(key.documentation).as(key.name).hasSizeGreaterThan(20));
        assertThat(ConnectorKeys.definition().configKeys().get(ConnectorKeys.PASSWORD))
                .extracting(key -> key.type)
                .isEqualTo(ConfigDef.Type.PASSWORD);
    }

    @Test
    void requiresWhatTheGuaranteeRestsOn() {
        Map<String, String> wrong = Map.of(
                "transaction.boundary", "interval",
                "transforms", "route",
                "errors.tolerance", "all",
                "topic.creation.default.partitions", "3",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter");
        Problems problems = new Problems();
        WorkerSettings.check(wrong, problems);

        assertThat(problems.byKey().keySet())
                .containsExactlyInAnyOrder(
                        "key.converter",
                        "value.converter",
                        "header.converter",
                        "exactly.once.support",
                        "transaction.boundary",
                        "transforms",
                        "topic.creation.default.partitions",
                        "errors.tolerance");
    }
}
