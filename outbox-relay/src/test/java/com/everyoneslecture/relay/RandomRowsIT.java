package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.report.RelayState.Streaming;
import com.everyoneslecture.testservices.RandomCases;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows that no application would append on purpose: each accepted one is published once, to a topic or as a dead letter.
 */
@Timeout(300)
class RandomRowsIT {

    private static final int FEW = 30;
    private static final int MANY = 100;

    @Test
    void arePublishedOrDeadLetteredOnceAndKeepNoEventBack() throws Exception {
        insertAndRead(RandomCases.of("rows", FEW), false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("long")
    void arePublishedOrDeadLetteredOnceHoweverManyTheyAre(boolean isChecked) throws Exception {
        insertAndRead(RandomCases.of("rows", MANY), isChecked);
    }

    /** @param isChecked whether the table has the checks of this project's migrations */
    private static void insertAndRead(RandomCases cases, boolean isChecked) throws Exception {
        TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
        OutboxFixture outbox = new OutboxFixture(database);
        if (!isChecked) {
            takeAnyRow(outbox);
        }
        try (TestKafka kafka = TestKafka.start(Map.of());
                RelayFixture relay = RelayFixture.on(database, kafka.bootstrapServers())) {
            relay.startAndStream();
            List<RandomRow> taken = insert(cases, database);
            UUID valid = outbox.append("key-0");
            outbox.awaitAcknowledged(RelayFixture.slot(database));

            Map<UUID, List<String>> found = read(kafka.bootstrapServers());
            assertThat(found.keySet())
                    .contains(valid)
                    .containsAll(taken.stream().map(RandomRow::id).toList())
                    .hasSize(taken.size() + 1);
            assertThat(found.values()).allSatisfy(places -> assertThat(places).hasSize(1));
            assertThat(found.get(valid)).containsExactly(RelayFixture.topic(database));
            assertThat(relay.supervisor().state()).isInstanceOf(Streaming.class);
        } finally {
            outbox.dropSlot();
        }
    }

    /** Inserts rows, a transaction each, and returns those that the table took. */
    private static List<RandomRow> insert(RandomCases cases, TestDatabase database) throws SQLException {
        List<RandomRow> taken = new ArrayList<>();
        long nowMicros = System.currentTimeMillis() * 1_000;
        try (Connection connection = database.as("category_app").getConnection()) {
            for (int number = 0; number < cases.count(); number++) {
                RandomRow row = RandomRow.of(cases, nowMicros);
                try {
                    row.insert(connection);
                    taken.add(row);
                } catch (SQLException refused) {
                    assertThat(refused.getSQLState()).as(refused.getMessage()).matches("2[23].*");
                    assertThat(refused.getMessage()).containsAnyOf("outbox_", "null value in column", "byte sequence");
                }
            }
        }
        return taken;
    }

    /** Returns by event the topics that have it, once for each record. */
    private static Map<UUID, List<String>> read(String bootstrapServers) throws Exception {
        List<String> topics;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            topics = admin.listTopics().names().get().stream()
                    .filter(topic -> !topic.endsWith(".ledger"))
                    .toList();
        }
        Map<UUID, List<String>> found = new LinkedHashMap<>();
        for (String topic : topics) {
            try (TopicFixture fixture = new TopicFixture(bootstrapServers, topic)) {
                for (ConsumerRecord<byte[], byte[]> record : fixture.await(List.of())) {
                    found.computeIfAbsent(TopicFixture.eventId(record), id -> new ArrayList<>())
                            .add(topic);
                    assertThat(record.key()).isNotNull();
                    assertThat(new String(record.key(), UTF_8)).doesNotContain("\u0000");
                }
            }
        }
        return found;
    }

    /** Drops the checks of the table, because a table without this project's migrations would not have them. */
    private static void takeAnyRow(OutboxFixture outbox) {
        for (String check : List.of(
                "aggregatetype_length",
                "aggregateid_length",
                "aggregateversion_positive",
                "type_length",
                "payload_size",
                "traceparent_w3c",
                "occurred_at_range")) {
            outbox.execute("alter table outbox drop constraint outbox_" + check);
        }
    }
}
