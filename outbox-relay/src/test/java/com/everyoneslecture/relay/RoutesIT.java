package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.outbox.capture.table.EventSelection;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.publish.KafkaSession;
import com.everyoneslecture.relay.publish.PublisherState;
import com.everyoneslecture.relay.replay.Plan;
import com.everyoneslecture.relay.replay.Replay;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.routing.RouteSettings;
import com.everyoneslecture.relay.routing.UnroutedEventException;
import com.everyoneslecture.relay.verify.Report;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Events follow routes, and every part that has to find an event's topic uses the same routes. */
class RoutesIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final TestKafka kafka = TestKafka.shared();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final RelayProperties usual = RelayFixture.properties(database, kafka.bootstrapServers());
    private final String orders = "shop.orders-" + database.name();
    private final String payments = "shop.payments-" + database.name();
    private final String template = "shop.${aggregateType}-" + database.name();
    private final String customers = "shop.customer-" + database.name();

    @AfterEach
    void dropSlot() {
        outbox.dropSlot();
    }

    @Test
    void publishesEachEventByTheFirstRouteThatTakesIt() throws Exception {
        RelayProperties properties = routed(
                List.of(
                        new RouteSettings(
                                List.of("order", "invoice"),
                                List.of("*Paid"),
                                payments,
                                2,
                                Map.of(),
                                "application/avro"),
                        new RouteSettings(
                                List.of("order"), List.of(), orders, 3, Map.of("retention.ms", "86400000"), null)),
                template,
                "https://shop.example/${aggregateType}");
        try (RelayFixture relay = new RelayFixture(properties)) {
            relay.startAndStream();
            UUID placed = append("order", "7", 1, "OrderPlaced");
            UUID paid = append("order", "7", 2, "OrderPaid");
            UUID shipped = append("order", "7", 3, "OrderShipped");
            UUID billed = append("invoice", "9", 1, "InvoicePaid");
            UUID moved = append("customer", "5", 1, "CustomerMoved");

            List<ConsumerRecord<byte[], byte[]>> ofOrders = read(orders, 3, List.of(placed, shipped));
            assertThat(ids(ofOrders)).containsExactly(placed, shipped);
            assertThat(ofOrders).allSatisfy(record -> {
                assertThat(TopicFixture.header(record, "ce_source")).isEqualTo("https://shop.example/order");
                assertThat(TopicFixture.header(record, "content-type")).isEqualTo("application/json");
            });
            List<ConsumerRecord<byte[], byte[]>> ofPayments = read(payments, 2, List.of(paid, billed));
            assertThat(ids(ofPayments)).containsExactlyInAnyOrder(paid, billed);
            assertThat(ofPayments)
                    .allSatisfy(record -> assertThat(TopicFixture.header(record, "content-type"))
                            .isEqualTo("application/avro"));
            assertThat(ids(read(customers, 6, List.of(moved)))).containsExactly(moved);
            assertThat(configuration(orders))
                    .containsEntry("retention.ms", "86400000")
                    .containsEntry("message.timestamp.after.max.ms", "9223372036854775807");

            assertVerified(properties, 5);
            replaysByTheSameRoutes(properties);
            Finding unrouted =
                    Examination.the(new Examination(properties).findings(), "routes", "aggregate type customer");
            assertThat(unrouted.status()).isEqualTo(Status.OK);
            assertThat(unrouted.detail()).contains("CustomerMoved", customers);
        }
    }

    private void replaysByTheSameRoutes(RelayProperties properties) throws Exception {
        Replay replay = replay(properties);
        Plan plan = replay.plan(all("order"));
        assertThat(plan.events()).isEqualTo(3);
        assertThat(plan.aggregates()).isOne();
        assertThat(plan.byTopic()).isEqualTo(Map.of(orders, 2L, payments, 1L));
        assertThat(plan.first())
                .containsExactly(
                        new Plan.Aggregate("order/7", orders, 2, 1, 3),
                        new Plan.Aggregate("order/7", payments, 1, 2, 2));
        assertThat(replay.missingTopics(plan)).isEmpty();

        replay.run(all("order"), count -> {});

        Report report = assertVerified(properties, 5);
        assertThat(report.replayed()).isEqualTo(3);
    }

    @Test
    void haltsAtAnEventWithoutARouteAndGoesOnWithItOnceThereIsOne() throws Exception {
        RouteSettings ofOrders = new RouteSettings(List.of("order"), List.of(), orders, 1, Map.of(), null);
        RelayProperties halting = routed(List.of(ofOrders), "halt", null);
        UUID unrouted;
        UUID behind;
        try (RelayFixture relay = new RelayFixture(halting)) {
            relay.startAndStream();
            UUID first = append("order", "7", 1, "OrderPlaced");
            assertThat(ids(read(orders, 1, List.of(first)))).containsExactly(first);
            unrouted = append("invoice", "9", 1, "InvoicePaid");
            behind = append("order", "7", 2, "OrderPaid");

            Halted halted = relay.await(Halted.class);
            assertThat(halted.cause()).contains("aggregate type 'invoice'", "relay.otherwise is halt");
            assertThat(halted.remedy()).contains("relay.routes", "invoice", "RELAY_ROUTES_<n>_AGGREGATETYPES");
            assertThat(new Examination(halting)
                            .finding("routes", "aggregate type invoice")
                            .status())
                    .isEqualTo(Status.FAIL);
            assertThatThrownBy(() -> replay(halting).plan(all("invoice"))).isInstanceOf(UnroutedEventException.class);
        }

        RelayProperties complete = routed(
                List.of(ofOrders, new RouteSettings(List.of("invoice"), List.of(), payments, 1, Map.of(), null)),
                "halt",
                null);
        try (RelayFixture relay = new RelayFixture(complete)) {
            relay.startAndStream();
            assertThat(ids(read(payments, 1, List.of(unrouted)))).containsExactly(unrouted);
            assertThat(ids(read(orders, 1, List.of(behind)))).hasSize(2).endsWith(behind);
            assertVerified(complete, 3);
        }
    }

    @Test
    void doctorNamesARouteThatNoEventCanReach() {
        RelayProperties hidden = routed(
                List.of(
                        new RouteSettings(List.of(), List.of(), orders, 1, Map.of(), null),
                        new RouteSettings(List.of("order"), List.of("OrderPaid"), payments, 1, Map.of(), null)),
                null,
                null);

        Finding found = new Examination(hidden).finding("routes", "relay.routes[1]");

        assertThat(found.status()).isEqualTo(Status.WARN);
        assertThat(found.detail()).contains("no event can reach it");
    }

    @Test
    @Tag("long")
    void createsNoTopicBeforeAnEventGoesThereByTheNamingRule() throws Exception {
        try (TestKafka fresh = TestKafka.start(Map.of())) {
            RelayProperties unrouted =
                    with(RelayFixture.properties(database, fresh.bootstrapServers()), List.of(), null, null);
            try (RelayFixture relay = new RelayFixture(unrouted);
                    Admin admin = Admin.create(Map.of("bootstrap.servers", fresh.bootstrapServers()));
                    TopicFixture topic = new TopicFixture(fresh.bootstrapServers(), "categoryChanged")) {
                relay.startAndStream();
                assertThat(admin.listTopics().names().get())
                        .contains("outbox-relay." + RelayFixture.slot(database) + ".ledger")
                        .doesNotContain("categoryChanged");

                UUID event = outbox.append("1");

                assertThat(ids(topic.await(List.of(event)))).containsExactly(event);
                assertThat(topic.describe().partitions()).hasSize(6);
            }
        }
    }

    /** With an empty ledger, a relay publishes the whole outbox only if none of the topics of its events has a record. */
    @Test
    void seesRecordsInTopicsOfTheNamingRule() throws Exception {
        String used = "used" + UUID.randomUUID().toString().replace("-", "");
        String unused = "un" + used;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
                KafkaSession session = new KafkaSession(
                        usual.slot().name(),
                        usual.kafka(),
                        usual.topics(),
                        routed(List.of(), null, null).routing(),
                        ProducerFactory.KAFKA,
                        new PublisherState())) {
            TopicFixture.make(kafka.bootstrapServers(), used + "Changed");
            assertThat(session.topicsAreUntouched(List.of(used, unused))).isTrue();

            producer.send(new ProducerRecord<>(used + "Changed", "{}".getBytes(UTF_8)))
                    .get();

            assertThat(session.topicsAreUntouched(List.of(used, unused))).isFalse();
            assertThat(session.topicsAreUntouched(List.of(unused))).isTrue();
        }
    }

    private UUID append(String aggregateType, String aggregateId, long version, String eventType) {
        UUID id = UUID.randomUUID();
        outbox.execute(
                "insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)"
                        + " values ('" + id + "', '" + aggregateType + "', '" + aggregateId + "', " + version + ", '"
                        + eventType
                        + "', '{}', (extract(epoch from clock_timestamp()) * 1000000)::bigint)");
        return id;
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic, int partitions, List<UUID> ids) throws Exception {
        try (TopicFixture records = new TopicFixture(kafka.bootstrapServers(), topic)) {
            List<ConsumerRecord<byte[], byte[]>> read = List.copyOf(records.await(ids));
            assertThat(records.describe().partitions()).hasSize(partitions);
            return read;
        }
    }

    private static List<UUID> ids(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(TopicFixture::eventId).toList();
    }

    private Map<String, String> configuration(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                    .filter(entry -> entry.value() != null)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        }
    }

    private static Report assertVerified(RelayProperties properties, long rows) throws Exception {
        Report report = Programs.verify(properties);
        assertThat(report.clean()).as(report.toString()).isTrue();
        assertThat(report.published()).isEqualTo(rows);
        assertThat(report.notes()).isEmpty();
        return report;
    }

    private static Replay replay(RelayProperties properties) {
        return Programs.replay(properties);
    }

    private static EventSelection all(String aggregateType) {
        return new EventSelection(List.of(), aggregateType, aggregateType.equals("order") ? "7" : "9", null, null);
    }

    private RelayProperties routed(List<RouteSettings> routes, @Nullable String otherwise, @Nullable String source) {
        return with(usual, routes, otherwise, source);
    }

    private static RelayProperties with(
            RelayProperties usual, List<RouteSettings> routes, @Nullable String otherwise, @Nullable String source) {
        return new RelayProperties(
                usual.database(),
                usual.slot(),
                usual.capture(),
                usual.walWatch(),
                usual.retention(),
                usual.kafka(),
                usual.topics(),
                routes,
                Map.of(),
                otherwise,
                source,
                usual.operations(),
                usual.backoff(),
                usual.probeInterval(),
                usual.probePatience());
    }
}
