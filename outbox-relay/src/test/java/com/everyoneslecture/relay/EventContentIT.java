package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.capture.table.EventSelection;
import com.everyoneslecture.outbox.capture.table.OutboxTable;
import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.relay.report.RelayState.Halted;
import com.everyoneslecture.relay.routing.RouteSettings;
import com.everyoneslecture.relay.verify.Report;
import com.everyoneslecture.testservices.TestKafka;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All parts that an event may have: bytes, no payload, a separate key, headers, a content type, several events in
 * one change.
 */
@Timeout(240)
class EventContentIT {

    private static final OutboxNames EVENTS = OutboxNames.parse("shop.events");
    private static final String INTO = "insert into shop.events (aggregatetype, aggregateid, aggregateversion, type, ";

    private final ShopDatabase shop = new ShopDatabase(EVENTS);
    private final String orders = "orders-" + shop.name();
    private final String parcels = "parcels-" + shop.name();

    private int versions;

    EventContentIT() throws Exception {}

    @ParameterizedTest
    @EnumSource
    void isPublishedAndRecoveredAndReplayedAsItWasAppended(Connector connector) throws Exception {
        shop.createOutbox();
        RelayProperties properties = shop.properties(
                connector,
                List.of(
                        new RouteSettings(List.of("order"), List.of(), orders, 3, Map.of(), null),
                        new RouteSettings(List.of("소포/Parcel"), List.of(), parcels, 3, Map.of(), "application/avro")));
        try (RelayFixture relay = new RelayFixture(properties)) {
            relay.startAndStream();
            appendAll();
            assertPublished(1);
        }
        shop.dropSlot();
        appendAll();
        try (RelayFixture relay = new RelayFixture(properties)) {
            relay.startAndStream();
            assertPublished(2);
            Report report = Programs.verify(properties);
            assertThat(report.clean()).as(report.toString()).isTrue();

            Programs.replay(properties).run(new EventSelection(List.of(), null, null, null, null), count -> {});
            assertPublished(4);
            assertThat(Programs.verify(properties).clean()).isTrue();
        }
        shop.dropSlot();
    }

    /** The captures do the same, because such a table cannot mark a row as a tombstone. */
    @Test
    void isNoTombstoneWhereTheTableHasNoColumnForBytes() throws Exception {
        shop.createOutbox();
        RelayProperties properties = shop.properties(Connector.WAL, List.of());
        shop.execute("drop publication events; alter table shop.events drop column payload_bytes cascade");
        shop.append(INTO + "tombstone) values ('order', '1', 1, 'Gone', true)");

        OutboxTable table = new OutboxTable(new Database(properties.database()), properties.slot(), 100);
        EventSelection all = new EventSelection(List.of(), null, null, null, null);
        assertThatThrownBy(() -> table.forEachSelected(all, events -> {})).hasMessage("an outbox row without payload");
        try (RelayFixture relay = new RelayFixture(properties)) {
            relay.start();
            Halted halted = relay.await(Halted.class);
            assertThat(halted.cause()).contains("column payload of shop.events may be null");
            assertThat(halted.remedy()).isEqualTo("alter table shop.events alter column payload set not null");
        }
    }

    /** Each round has the same events, of later versions. */
    private void appendAll() throws Exception {
        versions += 100;
        shop.append(
                INTO + "payload_bytes, content_type, headers) values ('order', '1', " + (versions + 1)
                        + ", 'Bytes', '\\x00ff10',"
                        + " 'application/x-protobuf', '{\"tenant\": \"가\\\"b\", \"empty\": \"\"}')",
                INTO + "payload_bytes) values ('order', '1', " + (versions + 2) + ", 'Empty', '')",
                INTO + "tombstone) values ('order', '1', " + (versions + 3) + ", 'Gone', true)");
        // Several in one change, in the order in which they were appended; their ids have no order.
        shop.append(
                INTO + "id, payload) values ('order', '2', " + (versions + 1) + ", 'A', gen_random_uuid(), 'a')",
                INTO + "id, payload) values ('order', '2', " + (versions + 1) + ", 'B', gen_random_uuid(), 'b')",
                INTO + "id, payload) values ('order', '2', " + (versions + 1) + ", 'C', gen_random_uuid(), 'c')",
                INTO + "id, payload) values ('order', '2', " + (versions + 1) + ", 'D', gen_random_uuid(), 'd')");
        // A key that aggregates share: of each the later version after the earlier one, and all as they were appended.
        shop.append(INTO + "record_key, payload) values ('소포/Parcel', '9', " + (versions + 1) + ", 'K', '고객', '9/1')");
        shop.append(INTO + "record_key, payload) values ('소포/Parcel', '3', " + (versions + 7) + ", 'K', '고객', '3/7')");
        shop.append(INTO + "record_key, payload) values ('소포/Parcel', '9', " + (versions + 2) + ", 'K', '고객', '9/2')");
        shop.append(INTO + "record_key, payload) values ('소포/Parcel', '3', " + (versions + 8) + ", 'K', '고객', '3/8')");
        // A key that is the id of another aggregate, whose events have no separate key.
        shop.append(INTO + "payload) values ('order', '5', " + (versions + 1) + ", 'K', '5/1,')");
        shop.append(INTO + "record_key, payload) values ('order', '50', " + (versions + 9) + ", 'K', '5', '50/9,')");
        shop.append(INTO + "payload) values ('order', '5', " + (versions + 2) + ", 'K', '5/2,')");
    }

    /** @param times the number of times that each event of a round is published */
    private void assertPublished(int times) throws Exception {
        List<UUID> appended = shop.rows("select id from shop.events").stream()
                .map(UUID::fromString)
                .toList();
        try (TopicFixture topic = new TopicFixture(TestKafka.shared().bootstrapServers(), orders)) {
            List<ConsumerRecord<byte[], byte[]>> records = topic.await(of(appended, "order"));
            assertThat(values(records, "Bytes")).containsOnly("00ff10").hasSize(times);
            assertThat(values(records, "Empty")).containsOnly("").hasSize(times);
            assertThat(values(records, "Gone")).containsOnly("null").hasSize(times);
            assertThat(text(records, "2")).isEqualTo("abcd".repeat(times));
            assertThat(text(records, "5")).isEqualTo("5/1,50/9,5/2,".repeat(times));
            ConsumerRecord<byte[], byte[]> bytes = records.stream()
                    .filter(record -> TopicFixture.header(record, "ce_type").equals("Bytes"))
                    .findFirst()
                    .orElseThrow();
            assertThat(TopicFixture.header(bytes, "content-type")).isEqualTo("application/x-protobuf");
            assertThat(TopicFixture.header(bytes, "tenant")).isEqualTo("가\"b");
            assertThat(TopicFixture.header(bytes, "empty")).isEmpty();
        }
        try (TopicFixture topic = new TopicFixture(TestKafka.shared().bootstrapServers(), parcels)) {
            List<ConsumerRecord<byte[], byte[]>> records = topic.await(of(appended, "소포/Parcel"));
            assertThat(text(records, "고객")).isEqualTo("9/13/79/23/8".repeat(times));
            assertThat(TopicFixture.header(records.get(0), "ce_subject")).isEqualTo("9");
            assertThat(TopicFixture.header(records.get(0), "ce_source")).isEqualTo("/%EC%86%8C%ED%8F%AC%2FParcel");
            assertThat(TopicFixture.header(records.get(0), "content-type")).isEqualTo("application/avro");
        }
    }

    private List<UUID> of(List<UUID> ids, String aggregateType) throws Exception {
        List<String> ofType = shop.rows("select id from shop.events where aggregatetype = '" + aggregateType + "'");
        return ids.stream().filter(id -> ofType.contains(id.toString())).toList();
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records, String type) {
        return records.stream()
                .filter(record -> TopicFixture.header(record, "ce_type").equals(type))
                .map(record -> record.value() == null ? "null" : HexFormat.of().formatHex(record.value()))
                .toList();
    }

    private static String text(List<ConsumerRecord<byte[], byte[]>> records, String key) {
        StringBuilder text = new StringBuilder();
        records.stream()
                .filter(record -> new String(record.key(), UTF_8).equals(key))
                .forEach(record -> text.append(new String(record.value(), UTF_8)));
        return text.toString();
    }
}
