package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.schema.Adopted;
import com.everyoneslecture.outbox.schema.OutboxDefinition;
import com.everyoneslecture.outbox.schema.OutboxSchema;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import com.everyoneslecture.relay.retention.RetentionSettings;
import com.everyoneslecture.relay.routing.RouteSettings;
import com.everyoneslecture.relay.verify.Report;
import com.everyoneslecture.testservices.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An outbox that Debezium used, with its existing writers. */
@Timeout(240)
class AdoptedTableIT {

    private static final OutboxNames TABLE = OutboxNames.parse("inventory.outboxevent");

    private final ShopDatabase shop = new ShopDatabase(TABLE);
    private final String topic = "inventory-" + shop.name();

    AdoptedTableIT() throws Exception {}

    @ParameterizedTest
    @CsvSource({"WAL, jsonb", "DEBEZIUM, bytea"})
    void isPublishedAndRecovered(Connector connector, String payloadType) throws Exception {
        shop.createRoles();
        shop.execute(
                "create table inventory.outboxevent (id uuid not null primary key, aggregatetype varchar(255) not null,"
                        + " aggregateid varchar(255) not null, type varchar(255) not null, payload " + payloadType
                        + " not null, tracingspancontext varchar(256));"
                        + " grant usage on schema inventory to shop_app; grant insert on inventory.outboxevent to shop_app");
        append(payloadType, 1);
        OutboxSchema schema = new OutboxSchema(new OutboxDefinition(TABLE, "events", "shop_app", "shop_relay", null));
        assertThat(schema.adopt(shop.admin())).isEqualTo(new Adopted(List.of(), 1));
        append(payloadType, 2);
        assertThat(schema.adopt(shop.admin())).isEqualTo(new Adopted(List.of(), 2));

        RelayProperties properties = properties(connector);
        TopicFixture.make(TestKafka.shared().bootstrapServers(), topic);
        sendAsDebezium();
        try (RelayFixture relay = new RelayFixture(properties)) {
            relay.startAndStream();
            append(payloadType, 3);
            shop.append("insert into inventory.outboxevent (id, aggregatetype, aggregateid, type, payload)"
                    + " values (gen_random_uuid(), 'Order', '7', 'OrderChanged', null)");
            assertPublished(payloadType, List.of("debezium", "1", "2", "3", "null"));
        }
        shop.dropSlot();
        append(payloadType, 4);
        try (RelayFixture relay = new RelayFixture(properties)) {
            relay.startAndStream();
            assertPublished(payloadType, List.of("debezium", "1", "2", "3", "null", "4"));
            assertThat(new Examination(properties).findings())
                    .filteredOn(finding -> finding.status() == Finding.Status.FAIL)
                    .isEmpty();
            Report report = Programs.verify(properties);
            assertThat(report.clean()).as(report.toString()).isTrue();
            assertThat(report.foreign()).isOne();

            // As the job of its owner does.
            shop.execute("delete from inventory.outboxevent where aggregateversion = 1");
            report = Programs.verify(properties);
            assertThat(report.clean()).as(report.toString()).isTrue();
            assertThat(report.older()).isOne();

            sendAsDebezium();
            assertThat(Programs.verify(properties).phantom().count()).isOne();
        }
        // No event was appended for as long as the job keeps rows.
        shop.execute("delete from inventory.outboxevent");
        Counts counts = new Counts();
        try (RelayFixture relay = new RelayFixture(properties, counts, ProducerFactory.KAFKA)) {
            relay.startAndStream();
        }
        assertThat(counts.phantoms()).isEmpty();
        assertThat(counts.safePointsDistrusted()).isZero();
        shop.dropSlot();
    }

    /** Publishes a record without any header of the relay. */
    private void sendAsDebezium() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "7".getBytes(UTF_8), "debezium".getBytes(UTF_8)))
                    .get();
        }
    }

    /** Appends with the statement that the application had for Debezium. */
    private void append(String payloadType, int number) throws Exception {
        String payload = "{\"number\": " + number + "}";
        shop.append("insert into inventory.outboxevent (id, aggregatetype, aggregateid, type, payload)"
                + " values (gen_random_uuid(), 'Order', '7', 'OrderChanged', "
                + (payloadType.equals("bytea") ? "convert_to('" + payload + "', 'UTF8')" : "'" + payload + "'::jsonb")
                + ")");
    }

    private void assertPublished(String payloadType, List<String> expected) throws Exception {
        List<UUID> appended = shop.rows("select id from inventory.outboxevent").stream()
                .map(UUID::fromString)
                .toList();
        try (TopicFixture records = new TopicFixture(TestKafka.shared().bootstrapServers(), topic)) {
            assertThat(records.await(appended).stream().map(AdoptedTableIT::text))
                    .as(payloadType)
                    .isEqualTo(expected.stream()
                            .map(value -> value.matches("\\d") ? "{\"number\": " + value + "}" : value)
                            .collect(Collectors.toList()));
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? "null" : new String(record.value(), UTF_8);
    }

    private RelayProperties properties(Connector connector) {
        RelayProperties all = shop.properties(
                connector, List.of(new RouteSettings(List.of("Order"), List.of(), topic, 1, Map.of(), null)));
        RetentionSettings usual = all.retention();
        return new RelayProperties(
                all.database(),
                all.slot(),
                all.capture(),
                all.walWatch(),
                new RetentionSettings(false, usual.maximumAge(), usual.daysAhead(), usual.interval()),
                all.kafka(),
                all.topics(),
                all.routes(),
                all.channels(),
                all.otherwise(),
                all.ceSource(),
                all.operations(),
                all.backoff(),
                all.probeInterval(),
                all.probePatience());
    }
}
