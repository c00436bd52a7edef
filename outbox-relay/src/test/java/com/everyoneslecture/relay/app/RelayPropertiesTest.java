package com.everyoneslecture.relay.app;

import static com.everyoneslecture.relay.app.BoundProperties.PASSWORD;
import static com.everyoneslecture.relay.app.BoundProperties.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.capture.CaptureSettings;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.jdbc.DatabaseSettings;
import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import com.everyoneslecture.outbox.capture.slot.WalWatchSettings;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import com.everyoneslecture.relay.kafka.TopicSettings;
import com.everyoneslecture.relay.operations.OperationsSettings;
import com.everyoneslecture.relay.retention.RetentionSettings;
import com.everyoneslecture.relay.routing.ChannelSettings;
import com.everyoneslecture.relay.routing.RouteSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayPropertiesTest {

    private static final Map<String, String> TOPIC_CONFIGURATION =
            Map.of("retention.ms", "-1", "message.timestamp.after.max.ms", "9223372036854775807");

    @Test
    void hasDefaultsForAllButThePassword() throws IOException {
        assertThat(bind(PASSWORD))
                .isEqualTo(new RelayProperties(
                        new DatabaseSettings(
                                "jdbc:postgresql://127.0.0.1:15432/category", "outbox_relay", "secret", Map.of()),
                        new SlotSettings("category_outbox", "outbox", "public.outbox", Duration.ofSeconds(5)),
                        new CaptureSettings(
                                Connector.DEBEZIUM, Duration.ofMillis(2), Duration.ofMillis(250), 8192, Map.of()),
                        new WalWatchSettings(Duration.ofMinutes(10)),
                        new RetentionSettings(true, Duration.ofDays(30), 7, Duration.ofHours(1)),
                        new KafkaSettings("127.0.0.1:9092", Duration.ofSeconds(8), Map.of(), null),
                        new TopicSettings(6, null, 50, TOPIC_CONFIGURATION),
                        List.of(),
                        Map.of(),
                        null,
                        null,
                        new OperationsSettings(false, List.of()),
                        new BackoffSettings(Duration.ofMillis(200), Duration.ofSeconds(3), Duration.ofSeconds(30)),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(20)));
    }

    @Test
    void needsNoPasswordWithAPluginThatGetsOne() throws IOException {
        RelayProperties bound = bind(Map.of(
                "relay.database.properties.authentication-plugin-class-name", "shop.Tokens",
                "relay.database.url", "jdbc:postgresql://db/shop"));

        assertThat(bound.database().password()).isEmpty();
        assertThat(bound.database().driverProperties()).containsEntry("authenticationPluginClassName", "shop.Tokens");
    }

    @Test
    void mapsEveryKey() throws IOException {
        Map<String, Object> all = new HashMap<>(Map.of(
                "relay.database.url", "jdbc:postgresql://db/shop",
                "relay.database.username", "relay",
                "relay.database.password", "p",
                "relay.database.properties.sslmode", "verify-full",
                "relay.slot.name", "shop",
                "relay.slot.publication", "shop_outbox",
                "relay.slot.table", "shop.events",
                "relay.capture.poll-interval", "5ms",
                "relay.capture.acknowledge-interval", "1s"));
        all.putAll(Map.of(
                "relay.capture.connector", "wal",
                "relay.capture.maximum-batch-size", "10",
                "relay.kafka.bootstrap-servers", "a:1,b:2",
                "relay.kafka.delivery-timeout", "5s",
                "relay.kafka.name", "shop",
                "relay.kafka.properties.security.protocol", "SASL_SSL",
                "relay.topics.partitions", "3",
                "relay.topics.replication-factor", "3",
                "relay.topics.configuration.min.insync.replicas", "2"));
        all.putAll(Map.of(
                "relay.wal-watch.minimum-time-left", "1h",
                "relay.retention.enabled", "false",
                "relay.retention.maximum-age", "365d",
                "relay.retention.days-ahead", "14",
                "relay.retention.interval", "5m"));
        all.putAll(Map.of(
                "relay.channels.out-orderChanged.destination", "orders",
                "relay.channels.out-orderChanged.content-type", "application/avro",
                "relay.operations.enabled", "true",
                "relay.operations.hosts", "outbox-relay,[fd00::7]",
                "relay.backoff.initial", "1s",
                "relay.backoff.maximum", "2s",
                "relay.backoff.halted", "3s",
                "relay.probe-interval", "4s",
                "relay.probe-patience", "5s"));
        all.putAll(Map.of(
                "relay.routes[0].aggregate-types", "order,invoice",
                "relay.routes[0].event-types", "*Paid",
                "relay.routes[0].destination", "payments",
                "relay.routes[0].partitions", "12",
                "relay.routes[0].configuration.retention.ms", "1000",
                "relay.routes[0].content-type", "application/avro",
                "relay.routes[1].destination", "rest",
                "relay.otherwise", "shop.${aggregateType}",
                "relay.ce-source", "https://shop.example/${aggregateType}"));

        RelayProperties bound = bind(all);

        assertThat(bound.database())
                .isEqualTo(new DatabaseSettings(
                        "jdbc:postgresql://db/shop", "relay", "p", Map.of("sslmode", "verify-full")));
        assertThat(bound.slot())
                .isEqualTo(new SlotSettings("shop", "shop_outbox", "shop.events", Duration.ofSeconds(5)));
        assertThat(bound.capture())
                .isEqualTo(
                        new CaptureSettings(Connector.WAL, Duration.ofMillis(5), Duration.ofSeconds(1), 10, Map.of()));
        assertThat(bound.walWatch()).isEqualTo(new WalWatchSettings(Duration.ofHours(1)));
        assertThat(bound.retention())
                .isEqualTo(new RetentionSettings(false, Duration.ofDays(365), 14, Duration.ofMinutes(5)));
        assertThat(bound.kafka())
                .isEqualTo(new KafkaSettings(
                        "a:1,b:2", Duration.ofSeconds(5), Map.of("security.protocol", "SASL_SSL"), "shop"));
        assertThat(bound.topics().partitions()).isEqualTo(3);
        assertThat(bound.topics().replicationFactor()).isEqualTo((short) 3);
        assertThat(bound.topics().configuration())
                .containsAllEntriesOf(TOPIC_CONFIGURATION)
                .containsEntry("min.insync.replicas", "2");
        assertThat(bound.channels())
                .containsEntry("out-orderChanged", new ChannelSettings("orders", "application/avro"));
        assertThat(bound.routes())
                .containsExactly(
                        new RouteSettings(
                                List.of("order", "invoice"),
                                List.of("*Paid"),
                                "payments",
                                12,
                                Map.of("retention.ms", "1000"),
                                "application/avro"),
                        new RouteSettings(List.of(), List.of(), "rest", null, Map.of(), null));
        assertThat(bound.otherwise()).isEqualTo("shop.${aggregateType}");
        assertThat(bound.ceSource()).isEqualTo("https://shop.example/${aggregateType}");
        assertThat(bound.operations()).isEqualTo(new OperationsSettings(true, List.of("outbox-relay", "[fd00::7]")));
        assertThat(bound.backoff())
                .isEqualTo(new BackoffSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)));
        assertThat(bound.probeInterval()).isEqualTo(Duration.ofSeconds(4));
        assertThat(bound.probePatience()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "relay.database.url | jdbc:postgresql://a,,b/c | is not of the form",
                "relay.database.url | jdbc:mysql://a/c | is not of the form",
                "relay.database.url | jdbc:postgresql://a:port/c | is not of the form",
                "relay.database.url | jdbc:postgresql://::1/c | is not of the form",
                "relay.database.url | jdbc:postgresql://relay:hunter2@a/c | is not of the form",
                "relay.database.username | '' | is missing",
                "relay.database.password | '' | is missing",
                "relay.kafka.name | my shop | must be 1 to 200 of",
                "relay.slot.name | Category-Outbox | must be 1 to 63 of",
                "relay.slot.publication | a;b | must be a plain SQL name",
                "relay.slot.table | outbox | must be schema and table",
                "relay.capture.poll-interval | 0ms | must be longer than",
                "relay.capture.acknowledge-interval | 1h | must be shorter than",
                "relay.capture.maximum-batch-size | 0 | must be greater than",
                "relay.capture.connector | oracle | is not debezium or wal",
                "relay.capture.connector | '' | is missing: debezium or wal",
                "relay.wal-watch.minimum-time-left | 0s | must be longer than",
                "relay.retention.maximum-age | 1h | must be longer than",
                "relay.retention.days-ahead | 0 | must be greater than",
                "relay.retention.interval | 0s | must be longer than",
                "relay.kafka.bootstrap-servers | '' | is missing",
                "relay.kafka.delivery-timeout | 1m | must be shorter than",
                "relay.topics.partitions | 0 | must be greater than",
                "relay.topics.maximum-unconfigured | -1 | must be greater than",
                "relay.topics.replication-factor | 0 | must be greater than",
                "relay.topics.partitions | many | is not a whole number",
                "relay.channels[out-orderChanged].destination | 주문 | is not a topic name",
                "relay.operations.enabled | perhaps | is not",
                "relay.operations.hosts | outbox-relay:8083 | must be names or addresses, without ports",
                "relay.operations.hosts | 'relay,http://relay' | must be names or addresses, without ports",
                "relay.backoff.initial | 0s | must be longer than",
                "relay.backoff.maximum | soon | is not a duration",
                "relay.backoff.maximum | 1ms | must not be shorter than backoff.initial",
                "relay.backoff.halted | 0s | must be longer than",
                "relay.probe-interval | 0s | must be longer than",
                "relay.probe-patience | 0s | must be longer than",
                "relay.slot.patience | 2s | must be longer than",
                "relay.slot.patience | 61s | must be shorter than",
                "relay.routes[0].destination | 주문 | is not a topic name",
                "relay.otherwise | 주문 | is neither halt nor a topic name in which ${aggregateType} stands for",
                "relay.otherwise | ${type}Changed | is neither halt nor a topic name",
                "relay.ce-source | 'a b' | is not a URI reference in which ${aggregateType} stands for",
                "relay.unknown | 1 | is not a known key",
            })
    void refusesByName(String key, String value, String problem) {
        Map<String, Object> settings = new HashMap<>(PASSWORD);
        settings.put(key, value);
        assertThatThrownBy(() -> bind(settings)).hasMessageContaining(key).hasMessageContaining(problem);
    }

    @Test
    void keepsPasswordsToItself() throws IOException {
        assertThat(bind(Map.of(
                                "relay.database.password", "secret",
                                "relay.kafka.properties.sasl.jaas.config", "secret"))
                        .toString())
                .doesNotContain("secret");
    }
}
