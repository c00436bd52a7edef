package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.testservices.OutboxEvents;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishingIT {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);
    private final String bootstrapServers = TestKafka.shared().bootstrapServers();
    private final OutboxFixture outbox = new OutboxFixture(database);
    private final RelayFixture relay = RelayFixture.on(database, bootstrapServers);
    private TopicFixture topic;

    @BeforeEach
    void read() {
        topic = new TopicFixture(bootstrapServers, RelayFixture.topic(database));
    }

    @AfterEach
    void stop() {
        topic.close();
        relay.close();
        outbox.dropSlot();
    }

    @Test
    void carriesARowToItsTopicByteForByte() {
        relay.startAndStream();

        UUID id = outbox.append("category", "2", OutboxEvents.PAYLOAD, TRACEPARENT);

        List<ConsumerRecord<byte[], byte[]>> records = topic.await(List.of(id));
        assertThat(records).hasSize(1);
        ConsumerRecord<byte[], byte[]> record = records.get(0);
        assertThat(record.key()).isEqualTo("2".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo(OutboxEvents.PAYLOAD.getBytes(UTF_8));
        assertThat(TopicFixture.header(record, "ce_type")).isEqualTo("LectureCategoryChanged");
        assertThat(TopicFixture.header(record, "ce_aggregateversion")).isEqualTo("1");
        assertThat(TopicFixture.header(record, "traceparent")).isEqualTo(TRACEPARENT);
        assertThat(TopicFixture.header(record, "content-type")).isEqualTo("application/json");
        assertThat(java.time.Instant.parse(TopicFixture.header(record, "ce_time"))
                        .toEpochMilli())
                .isEqualTo(record.timestamp());
    }

    @Test
    void keepsTheOrderOfEachAggregateWhateverTheTransactions() {
        relay.startAndStream();

        outbox.appendMany(200, 7);
        outbox.appendInOneTransaction(5_000, 7);
        outbox.appendMany(200, 7);

        topic.await(outbox.committed());
        assertThat(topic.versionsByKey().values())
                .hasSize(7)
                .allSatisfy(versions -> assertThat(versions)
                        .isEqualTo(LongStream.rangeClosed(1, versions.size())
                                .boxed()
                                .toList()));
    }

    @Test
    void publishesNothingThatWasRolledBack() {
        relay.startAndStream();

        outbox.append("a");
        outbox.appendAndRollBack("a");
        outbox.append("a");

        assertThat(topic.await(outbox.committed()).stream().map(TopicFixture::eventId))
                .containsExactlyElementsOf(outbox.committed());
    }

    @Test
    void takesRowsFromEveryWayToWriteThem() {
        relay.startAndStream();
        List<UUID> ids = List.of(new UUID(7, 1), new UUID(7, 2), new UUID(7, 3), new UUID(7, 4));
        String columns = "(id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)";
        long now = System.currentTimeMillis() * 1_000;

        // Into today's partition, and with distant dates into the default partition; all under the root's name.
        outbox.execute("insert into outbox " + columns + " values ('" + ids.get(0) + "','category','c',1,'T','{}',"
                + now + "), ('" + ids.get(1) + "','category','c',2,'T','{}',1)");
        outbox.execute("insert into outbox " + columns + " select '" + ids.get(2)
                + "'::uuid, 'category', 'c', 3, 'T', '{}', 253402300799999999");
        outbox.execute(
                "begin; savepoint a; insert into outbox " + columns + " values (gen_random_uuid(),'category','c',9,"
                        + "'T','{}',1); rollback to a; insert into outbox " + columns + " values ('" + ids.get(3)
                        + "','category','c',4,'T','{}',2); commit");

        assertThat(topic.await(ids).stream().map(TopicFixture::eventId)).containsExactlyElementsOf(ids);
    }

    @Test
    void makesItsTopicAsConfigured() throws Exception {
        relay.startAndStream();
        assertThat(topic.describe().partitions()).hasSize(6);
    }

    @Test
    void leavesATopicThatExistsAsItIs() throws Exception {
        Properties client = new Properties();
        client.put("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(RelayFixture.topic(database), 2, (short) 1)))
                    .all()
                    .get();
        }
        relay.startAndStream();
        UUID id = outbox.append("a");

        topic.await(List.of(id));
        assertThat(topic.describe().partitions()).hasSize(2);
    }

    @Test
    void routesATypeWithoutAChannelByTheNamingRule() {
        relay.startAndStream();
        UUID id = outbox.append("lectureRoom" + database.name().replaceAll("[^a-z0-9]", ""), "1", "{}", null);
        try (TopicFixture byRule = new TopicFixture(
                bootstrapServers, "lectureRoom" + database.name().replaceAll("[^a-z0-9]", "") + "Changed")) {
            assertThat(byRule.await(List.of(id))).hasSize(1);
        }
    }

    @Test
    void goesOnAfterAStopWhereItStoppedWithoutRepeatingWhatIsAcknowledged() {
        relay.startAndStream();
        outbox.appendMany(50, 5);
        topic.await(outbox.committed());
        relay.close();
        assertThat(relay.supervisor().state()).isEqualTo(new RelayState.Stopped());

        outbox.appendMany(50, 5);
        try (RelayFixture next = RelayFixture.on(database, bootstrapServers)) {
            next.startAndStream();
            List<ConsumerRecord<byte[], byte[]>> records = topic.await(outbox.committed());
            // At least once: the last transaction, whose end the next records acknowledge, may be redelivered.
            assertThat(records.size()).isBetween(100, 101);
        }
    }

    @Test
    void anIdleOutboxKeepsNoLogOfABusyDatabase() {
        relay.startAndStream();
        outbox.execute("create table neighbour (note text)");
        outbox.execute("insert into neighbour select repeat('x', 1000) from generate_series(1, 10000)");
        String written = outbox.query("select pg_current_wal_insert_lsn()");

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            // The server lets go of its log when it notes which transactions run, as it does every 15 s by itself.
            outbox.letTheSlotBeWritten();
            return outbox.query("select confirmed_flush_lsn >= '" + written + "' and restart_lsn >= '" + written
                            + "' from pg_replication_slots where slot_name = '" + RelayFixture.slot(database) + "'")
                    .equals("t");
        });
    }
}
