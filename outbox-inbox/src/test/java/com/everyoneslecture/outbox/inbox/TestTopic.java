package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One topic of a test, with a producer. */
final class TestTopic implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final long BOUND_SECONDS = 60;

    private final String bootstrapServers;
    private final String name = "orders" + COUNT.incrementAndGet();
    private final Producer<byte[], byte[]> producer;

    private TestTopic(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    static TestTopic create(String bootstrapServers, int partitions) {
        TestTopic topic = new TestTopic(bootstrapServers);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            get(admin.createTopics(List.of(new NewTopic(topic.name, partitions, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture());
            awaitServed(admin, topic.name, partitions);
        }
        return topic;
    }

    /**
     * Returns when the leader of each partition responds. Before that, a broker could reject the first of several batches of a
     * producer and accept the second one; it would then reject the first one until its delivery times out.
     */
    private static void awaitServed(Admin admin, String name, int partitions) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition(name, partition), OffsetSpec.latest());
        }
        await().atMost(Duration.ofSeconds(BOUND_SECONDS)).ignoreExceptions().until(() -> {
            admin.listOffsets(ends).all().get(BOUND_SECONDS, TimeUnit.SECONDS);
            return true;
        });
    }

    String name() {
        return name;
    }

    /**
     * An event to send.
     *
     * @param key the key and the aggregate id; null for none of both
     */
    record Sent(
            @Nullable String key,
            String type,
            @Nullable Long version,
            String id,
            @Nullable String value,
            String source) {

        static Sent of(@Nullable String key, String type, @Nullable String value) {
            return new Sent(key, type, null, UUID.randomUUID().toString(), value, "/orders");
        }

        Sent version(long number) {
            return new Sent(key, type, number, id, value, source);
        }

        Sent source(String other) {
            return new Sent(key, type, version, id, value, other);
        }
    }

    /** Returns when all are acknowledged. */
    void send(List<Sent> events) {
        List<Future<?>> underWay = new ArrayList<>();
        for (Sent event : events) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    name,
                    event.key() == null ? null : event.key().getBytes(UTF_8),
                    event.value() == null ? null : event.value().getBytes(UTF_8));
            Headers headers = record.headers();
            headers.add("ce_id", event.id().getBytes(UTF_8));
            headers.add("ce_type", event.type().getBytes(UTF_8));
            headers.add("ce_source", event.source().getBytes(UTF_8));
            if (event.key() != null) {
                headers.add("ce_subject", event.key().getBytes(UTF_8));
            }
            if (event.version() != null) {
                headers.add("ce_aggregateversion", event.version().toString().getBytes(UTF_8));
            }
            underWay.add(producer.send(record));
        }
        underWay.forEach(TestTopic::get);
    }

    void send(Sent... events) {
        send(List.of(events));
    }

    /** Returns a producer with an open transaction: one record, without the headers of an event, in partition 0. */
    Producer<byte[], byte[]> openTransaction() {
        Producer<byte[], byte[]> opened = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", name),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        opened.initTransactions();
        opened.beginTransaction();
        get(opened.send(new ProducerRecord<>(name, 0, null, new byte[1])));
        return opened;
    }

    /** Reads the dead letter topic from its beginning until it has found this number of records, or a minute has passed. */
    List<ConsumerRecord<byte[], byte[]>> deadLetters(int expected) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(name + ".DLT", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (int polls = 0; found.size() < expected && polls < 300; polls++) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private static void get(Future<?> answer) {
        try {
            answer.get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
