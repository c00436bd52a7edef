package com.everyoneslecture.console.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.flow.Letters;
import com.everyoneslecture.console.flow.RowCount;
import com.everyoneslecture.console.flow.RowCount.Kind;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DeadLetterProbeIT {

    private final String topic = "letters-" + UUID.randomUUID();
    private final TestDatabase lecture = TestPostgres.shared().create(Schema.LECTURE);
    private final Properties client = new Properties();
    private Producer<byte[], byte[]> producer;
    private DeadLetterProbe probe;

    @BeforeEach
    void open() {
        client.put("bootstrap.servers", TestKafka.shared().bootstrapServers());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers(), "transactional.id", topic),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        probe = new DeadLetterProbe(client, List.of(topic, topic + "-none"), lecture.as("console"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        probe.close();
        producer.close();
    }

    @Test
    void countsLettersAndNoMarkersAndFindsTheNewOnesByTheirWriter() throws Exception {
        Letters none = probe.call();
        assertThat(none.ofRelay()).as("no topic yet").isEqualTo(new Letters.Share(RowCount.NONE, 0, null));
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }

        send("too-large", null, "7", 1, Instant.now());
        send("not-json", "CGR-lecture", "8", 2, Instant.now());
        send("not-json", "CGR-lecture", "9", 1, Instant.now().minus(DeadLetterProbe.NEW));
        Letters found = probe.call();
        assertThat(found.ofRelay()).isEqualTo(new Letters.Share(RowCount.exact(1), 1, "too-large"));
        assertThat(found.ofConsumers()).isEqualTo(new Letters.Share(RowCount.exact(2), 1, "not-json"));

        apply("8", 1);
        assertThat(probe.call().ofConsumers().fresh()).as("an older version").isEqualTo(1);
        apply("8", 2);
        assertThat(probe.call().ofConsumers())
                .as("the event is in the read model")
                .isEqualTo(new Letters.Share(RowCount.exact(2), 0, null));
    }

    @Test
    void estimatesWhereThereAreMoreThanItReads() throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        for (int letter = 0; letter < TopicRecords.NEWEST; letter++) {
            send("not-json", "CGR-lecture", "7", 1, Instant.now());
        }

        assertThat(probe.call().ofConsumers().total())
                .as("each letter has a transaction marker")
                .isEqualTo(new RowCount(TopicRecords.NEWEST, Kind.ESTIMATED));
    }

    private void send(String reason, @Nullable String group, String aggregate, long version, Instant at)
            throws Exception {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic, 0, at.toEpochMilli(), aggregate.getBytes(UTF_8), "{}".getBytes(UTF_8));
        Map.of(
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/category",
                        "ce_subject",
                        aggregate,
                        "ce_type",
                        "CategoryChanged",
                        "ce_aggregateversion",
                        String.valueOf(version),
                        "dlt_reason",
                        reason)
                .forEach((name, value) -> letter.headers().add(name, value.getBytes(UTF_8)));
        if (group != null) {
            letter.headers().add("dlt_group", group.getBytes(UTF_8));
        }
        producer.beginTransaction();
        Future<RecordMetadata> sent = producer.send(letter);
        producer.commitTransaction();
        sent.get();
    }

    private void apply(String category, int version) throws SQLException {
        try (Connection connection = lecture.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into read_category (category_id, category_name, aggregate_version, event_id, occurred_at)"
                            + " values (" + category + ", 'c', " + version + ", gen_random_uuid(), now())"
                            + " on conflict (category_id) do update set aggregate_version = excluded.aggregate_version");
        }
    }
}
