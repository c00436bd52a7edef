package com.everyoneslecture.benchmarks.projector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The usual first version of a consumer: it executes one statement for each record, and commits once for each poll or once for each record.
 * It has no metrics, dead letters or rebuilds. It runs until it is killed.
 */
public final class OneByOne {

    private static final String UPSERT = """
            insert into read_category
                (category_id, category_name, deleted, aggregate_version, event_id, occurred_at)
            values (?, ?, ?, ?, ?, ?)
            on conflict (category_id) do update
                set category_name     = excluded.category_name,
                    deleted           = excluded.deleted,
                    aggregate_version = excluded.aggregate_version,
                    event_id          = excluded.event_id,
                    occurred_at       = excluded.occurred_at,
                    applied_at        = excluded.applied_at
                where excluded.aggregate_version > read_category.aggregate_version
            """;

    static final String PASSWORD = "LECTURE_PASSWORD";

    private OneByOne() {}

    /** Arguments: the database's URL and user, the broker, the group, the topic, and whether each record is committed. */
    public static void main(String[] arguments) throws SQLException {
        String password = System.getenv().getOrDefault(PASSWORD, "");
        boolean eachRecord = Boolean.parseBoolean(arguments[5]);
        try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], password);
                PreparedStatement upsert = connection.prepareStatement(UPSERT);
                Consumer<byte[], byte[]> consumer = consumer(arguments[2], arguments[3])) {
            connection.setAutoCommit(eachRecord);
            consumer.subscribe(List.of(arguments[4]));
            while (true) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(500));
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    apply(upsert, record);
                }
                if (!eachRecord) {
                    connection.commit();
                }
                consumer.commitSync();
            }
        }
    }

    private static void apply(PreparedStatement upsert, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        JsonNode payload = JsonMapper.shared().readTree(record.value());
        upsert.setLong(1, payload.path("categoryId").asLong());
        upsert.setString(2, payload.path("categoryName").asString());
        upsert.setBoolean(3, payload.path("jobType").asString().equals("DELETE"));
        upsert.setLong(4, Long.parseLong(header(record, RecordHeader.AGGREGATE_VERSION)));
        upsert.setObject(5, UUID.fromString(header(record, RecordHeader.ID)));
        upsert.setObject(6, Instant.parse(header(record, RecordHeader.TIME)).atOffset(ZoneOffset.UTC));
        upsert.executeUpdate();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static Consumer<byte[], byte[]> consumer(String bootstrapServers, String group) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
