package com.everyoneslecture.relay.app;

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
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

class RelayPropertiesTest {

    private static final Map<String, Object> PASSWORD = Map.of("relay.database.password", "secret");

    private static final Map<String, String> TOPIC_CONFIGURATION =
            Map.of("retention.ms", "-1", "message.timestamp.after.max.ms", "9223372036854775807");

    @Test
    void hasDefaultsForAllButThePassword() throws IOException {
        assertThat(bind(PASSWORD))
                .isEqualTo(new RelayProperties(
                        new DatabaseSettings(
                                "jdbc:postgresql://127.0.0.1:15432/category", "outbox_relay", "secret", Map.of()),
                        new SlotSettings("category_outbox", "outbox", "public.outbox"),
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
        assertThat(bound.slot()).isEqualTo(new SlotSettings("shop", "shop_outbox", "shop.events"));
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
                "relay.database.url | jdbc:postgresql://a,b/c | is not of the form",
                "relay.database.url | jdbc:mysql://a/c | is not of the form",
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
                "relay.routes[0].destination | 주문 | is not a topic name",
                "relay.otherwise | 주문 | is neither halt nor a topic name in which ${aggregateType} stands for",
                "relay.otherwise | ${type}Changed | is neither halt nor a topic name",
                "relay.ce-source | 'a b' | is not a URI reference in which ${aggregateType} stands for",
                "relay.unknown | 1 | is not a key that is known",
            })
    void refusesByName(String key, String value, String problem) {
        Map<String, Object> settings = new HashMap<>(PASSWORD);
        settings.put(key, value);
        assertThatThrownBy(() -> bind(settings)).hasMessageContaining(key).hasMessageContaining(problem);
    }

    @Test
    void refusesAChannelThatIsNone() {
        assertThatThrownBy(() -> bind(Map.of(
                        "relay.database.password", "x", "relay.channels.categoryChanged.destination", "categories")))
                .hasMessageContaining("relay.channels[categoryChanged] is not a channel's name: out-<topic>");
    }

    @Test
    void refusesChannelsThatNoEventCanReachAllAtOnceWithTheKeysThatWouldWork() {
        Map<String, Object> settings = new HashMap<>(PASSWORD);
        settings.put("relay.channels[out-orders.events].destination", "orders");
        settings.put("relay.channels.out-Invoice.destination", "invoices");
        settings.put("relay.channels.out-shop-RefundChanged.destination", "refunds");
        settings.put("relay.channels.out-orderChanged.destination", "shop.orders");
        assertThatThrownBy(() -> bind(settings))
                .hasMessageContaining("relay.channels[out-Invoice] can be reached by no event")
                .hasMessageContaining("for the aggregate type 'invoice' it is out-invoiceChanged")
                .hasMessageContaining("relay.channels[out-orders.events] can be reached by no event")
                .hasMessageContaining("for the aggregate type 'orders' it is out-ordersChanged")
                .hasMessageContaining("relay.channels[out-shop-RefundChanged] can be reached by no event")
                .hasMessageNotContaining("relay.channels[out-orderChanged]");
    }

    @Test
    void refusesAChannelOfTheEnvironmentAndNamesTheRoutes() {
        assertThatThrownBy(() -> bind(PASSWORD, Map.of("RELAY_CHANNELS_OUTORDERCHANGED_DESTINATION", "orders")))
                .hasMessageContaining("relay.channels[outorderchanged] is no channel")
                .hasMessageContaining("RELAY_ROUTES_0_AGGREGATETYPES and RELAY_ROUTES_0_DESTINATION");
        assertThatThrownBy(() -> bind(PASSWORD, Map.of("RELAY_CHANNELS_OUT_ORDERCHANGED_DESTINATION", "orders")))
                .hasMessageContaining("relay.channels.out.orderchanged.destination names no channel")
                .hasMessageContaining("RELAY_ROUTES_0_AGGREGATETYPES and RELAY_ROUTES_0_DESTINATION");
    }

    @Test
    void takesRoutesFromTheEnvironment() throws IOException {
        Map<String, Object> variables = new HashMap<>();
        variables.put("RELAY_ROUTES_0_AGGREGATETYPES", "order,invoice");
        variables.put("RELAY_ROUTES_0_EVENTTYPES", "Order*");
        variables.put("RELAY_ROUTES_0_DESTINATION", "shop.orders");
        variables.put("RELAY_ROUTES_0_PARTITIONS", "3");
        variables.put("RELAY_ROUTES_0_CONFIGURATION_RETENTION_MS", "1000");
        variables.put("RELAY_ROUTES_0_CONTENTTYPE", "application/avro");
        variables.put("RELAY_ROUTES_1_AGGREGATE_TYPES", "customer");
        variables.put("RELAY_ROUTES_1_DESTINATION", "Shop.Customers");
        variables.put("RELAY_OTHERWISE", "halt");
        variables.put("RELAY_CESOURCE", "urn:shop:${aggregateType}");

        RelayProperties bound = bind(PASSWORD, variables);

        assertThat(bound.routes())
                .containsExactly(
                        new RouteSettings(
                                List.of("order", "invoice"),
                                List.of("Order*"),
                                "shop.orders",
                                3,
                                Map.of("retention.ms", "1000"),
                                "application/avro"),
                        new RouteSettings(List.of("customer"), List.of(), "Shop.Customers", null, Map.of(), null));
        assertThat(bound.otherwise()).isEqualTo("halt");
        assertThat(bound.ceSource()).isEqualTo("urn:shop:${aggregateType}");
    }

    @Test
    void refusesRoutesBeyondAGap() {
        assertThatThrownBy(() -> bind(
                        PASSWORD,
                        Map.of("RELAY_ROUTES_0_DESTINATION", "orders", "RELAY_ROUTES_2_DESTINATION", "payments")))
                .hasMessage("  relay.routes[2].destination is beyond a gap in its list: number the elements from 0, one"
                        + " after the other");
    }

    @Test
    void refusesARouteWithoutADestination() {
        assertThatThrownBy(() -> bind(PASSWORD, Map.of("RELAY_ROUTES_0_AGGREGATETYPES", "order")))
                .hasMessageContaining(
                        "relay.routes[0].destination is missing: the topic that the route's events go to");
    }

    @Test
    void letsTheEnvironmentChangeAChannelOfAFile() throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("relay.channels.out-orderChanged.destination", "orders");
        for (String variable :
                List.of("RELAY_CHANNELS_OUTORDERCHANGED_DESTINATION", "RELAY_CHANNELS_OUT_ORDERCHANGED_DESTINATION")) {
            assertThat(bindAboveFile(settings, Map.of(variable, "shop.orders", "RELAY_DATABASE_PASSWORD", "x"))
                            .channels())
                    .as(variable)
                    .containsEntry("out-orderChanged", new ChannelSettings("shop.orders", null))
                    .doesNotContainKey("outorderchanged");
        }
    }

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

    @Test
    void keepsPasswordsToItself() throws IOException {
        assertThat(bind(Map.of(
                                "relay.database.password", "secret",
                                "relay.kafka.properties.sasl.jaas.config", "secret"))
                        .toString())
                .doesNotContain("secret");
    }

    private static RelayProperties bind(Map<String, Object> properties) throws IOException {
        return bind(properties, Map.of());
    }

    private static RelayProperties bind(Map<String, Object> properties, Map<String, Object> variables)
            throws IOException {
        return read(properties, variables, Map.of());
    }

    /** With variables that take precedence over the file, as those of a process do. */
    private static RelayProperties bindAboveFile(Map<String, Object> file, Map<String, Object> variables)
            throws IOException {
        return read(Map.of(), variables, file);
    }

    private static RelayProperties read(
            Map<String, Object> properties, Map<String, Object> variables, Map<String, Object> file)
            throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        environment.getPropertySources().addLast(new MapPropertySource("file", file));
        new YamlPropertySourceLoader()
                .load("defaults", new ClassPathResource("application.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        ConfigurationPropertySources.attach(environment);
        return RelayProperties.read(environment);
    }
}
