package com.everyoneslecture.benchmarks.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer of committed records that always has a fetch request open at the broker, so that it receives a record as early as possible. */
public final class RecordWatch implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final LongConsumer listener;

    /** @param listener receives the category of each record, in a separate thread */
    public RecordWatch(String bootstrapServers, String topic, int partitions, LongConsumer listener) {
        this.listener = listener;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        thread = new Thread(this::watch, "record-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    listener.accept(categoryId(record));
                }
            }
        } catch (WakeupException e) {
            // The watch is closed.
        }
    }

    /** Returns the category in the key, with or without the quotation marks that a peer may add. */
    private static long categoryId(ConsumerRecord<byte[], byte[]> record) {
        return Long.parseLong(new String(record.key(), UTF_8).replace("\"", ""));
    }
}
