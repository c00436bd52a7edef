package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.BitSet;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/**
 * Looks for rows that are numbered from 0 in a topic and remembers a bit of each. A row's number is in the last half of its
 * id, its aggregate is the number modulo that of aggregates, and its version counts from 1.
 */
final class NumberedRows {

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final BitSet seen = new BitSet();
    private final long[] versions;
    private long doubled;
    private long misordered;

    NumberedRows(int aggregates) {
        this.versions = new long[aggregates];
    }

    /** Reads from the beginning to the end that the topic has when so many different ones are there. */
    void await(int rows, String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            Awaitility.await().atMost(PATIENCE).until(() -> TopicFixture.assign(consumer, topic));
            Awaitility.await("rows in " + topic).atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(this::see);
                return seen.cardinality() >= rows;
            });
            consumer.endOffsets(consumer.assignment())
                    .forEach((partition, end) -> Awaitility.await()
                            .atMost(PATIENCE)
                            .until(() -> {
                                consumer.poll(Duration.ofMillis(200)).forEach(this::see);
                                return consumer.position(partition) >= end;
                            }));
        }
    }

    long doubled() {
        return doubled;
    }

    long misordered() {
        return misordered;
    }

    private void see(ConsumerRecord<byte[], byte[]> record) {
        int number = Integer.parseInt(TopicFixture.header(record, "ce_id").substring(28), 16);
        if (seen.get(number)) {
            doubled++;
            return;
        }
        seen.set(number);
        int aggregate = Integer.parseInt(new String(record.key(), UTF_8));
        versions[aggregate]++;
        if (Long.parseLong(TopicFixture.header(record, "ce_aggregateversion")) != versions[aggregate]) {
            misordered++;
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        Properties client = TopicFixture.client(bootstrapServers);
        client.put("max.poll.records", 20_000);
        return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
