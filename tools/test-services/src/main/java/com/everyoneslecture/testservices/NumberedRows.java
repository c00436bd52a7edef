package com.everyoneslecture.testservices;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/**
 * Appends rows that are numbered from 0, and reads them from a topic, with one bit of memory for each. A row's number is in the last half
 * of its id. Its aggregate is the number modulo the number of aggregates, and its version counts from 1.
 */
public final class NumberedRows {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int DIGITS_BEFORE_THE_NUMBER = 28;
    private static final int HEXADECIMAL = 16;

    private final BitSet seen = new BitSet();
    private final long[] versions;
    private long doubled;
    private long misordered;

    /** Starts without any record. */
    public NumberedRows(int aggregates) {
        this.versions = new long[aggregates];
    }

    /** Appends this number of rows in one transaction. */
    public static void append(TestDatabase database, int rows, int aggregates) {
        String insert = """
                insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)
                select ('00000000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid, 'category',
                       mod(number, %1$s), number / %1$s + 1, 'LectureCategoryChanged', '{"categoryName":"최종테스트"}',
                       extract(epoch from now())::bigint * 1000000
                from generate_series(0, %2$s - 1) as number
                """.formatted(aggregates, rows);
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(insert);
        } catch (SQLException e) {
            throw new IllegalStateException(insert, e);
        }
    }

    /** Reads from the beginning until this number of different rows has arrived, and then to the end of the topic. */
    public void await(int rows, String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            Awaitility.await().atMost(PATIENCE).until(() -> assign(consumer, topic));
            Awaitility.await("rows in " + topic).atMost(PATIENCE).until(() -> {
                consumer.poll(POLL).forEach(this::see);
                return seen.cardinality() >= rows;
            });
            consumer.endOffsets(consumer.assignment())
                    .forEach((partition, end) -> Awaitility.await()
                            .atMost(PATIENCE)
                            .until(() -> {
                                consumer.poll(POLL).forEach(this::see);
                                return consumer.position(partition) >= end;
                            }));
        }
    }

    /** Returns the number of repeated records. */
    public long doubled() {
        return doubled;
    }

    /** Returns the number of records out of order. */
    public long misordered() {
        return misordered;
    }

    private void see(ConsumerRecord<byte[], byte[]> record) {
        int number = Integer.parseInt(header(record, "ce_id").substring(DIGITS_BEFORE_THE_NUMBER), HEXADECIMAL);
        if (seen.get(number)) {
            doubled++;
            return;
        }
        seen.set(number);
        int aggregate = Integer.parseInt(new String(record.key(), UTF_8));
        versions[aggregate]++;
        if (Long.parseLong(header(record, "ce_aggregateversion")) != versions[aggregate]) {
            misordered++;
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** Starts at the first record of each partition; returns false if the topic does not exist yet. */
    private static boolean assign(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.listTopics().getOrDefault(topic, List.of()).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return !partitions.isEmpty();
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        Properties client = new Properties();
        client.put("bootstrap.servers", bootstrapServers);
        client.put("isolation.level", "read_committed");
        client.put("auto.offset.reset", "earliest");
        client.put("max.poll.records", "20000");
        return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
