package com.everyoneslecture.benchmarks.projector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.RecordHeader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the same records as a relay, with the same key, value and headers, in transactions. Keys come at random, so that they mix. */
final class Filling {

    private static final int RECORDS_PER_TRANSACTION = 2_000;
    private static final byte[] SPEC_VERSION = RecordHeader.SPEC_VERSION_VALUE.getBytes(UTF_8);
    private static final byte[] TYPE = "LectureCategoryChanged".getBytes(UTF_8);
    private static final byte[] SOURCE = "/category".getBytes(UTF_8);
    private static final byte[] CONTENT_TYPE = "application/json".getBytes(UTF_8);

    private final Load load;
    private final Truth truth;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private Filling(Load load) {
        this.load = load;
        this.truth = new Truth(load.keys());
    }

    /** Writes the load. Returns the content of a read model that has applied all of it. */
    static Truth write(Load load, String bootstrapServers) {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "filling-" + load.topic(),
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 * 1024);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            return new Filling(load).write(producer);
        }
    }

    private Truth write(Producer<byte[], byte[]> producer) {
        for (int written = 0; written < load.records(); written++) {
            if (written % RECORDS_PER_TRANSACTION == 0) {
                if (written > 0) {
                    producer.commitTransaction();
                }
                producer.beginTransaction();
            }
            var unused = producer.send(next(written));
        }
        producer.commitTransaction();
        return truth;
    }

    private ProducerRecord<byte[], byte[]> next(int number) {
        int categoryId = random.nextInt(load.keys()) + 1;
        long version = truth.next(categoryId);
        Instant occurredAt = now.plus(number, ChronoUnit.MICROS);
        byte[] key = Integer.toString(categoryId).getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(load.topic(), null, occurredAt.toEpochMilli(), key, payload(categoryId, version));
        record.headers()
                .add(RecordHeader.SPEC_VERSION, SPEC_VERSION)
                .add(
                        RecordHeader.ID,
                        new UUID(random.nextLong(), random.nextLong())
                                .toString()
                                .getBytes(UTF_8))
                .add(RecordHeader.TYPE, TYPE)
                .add(RecordHeader.SOURCE, SOURCE)
                .add(RecordHeader.TIME, occurredAt.toString().getBytes(UTF_8))
                .add(RecordHeader.SUBJECT, key)
                .add(RecordHeader.AGGREGATE_VERSION, Long.toString(version).getBytes(UTF_8))
                .add(RecordHeader.CONTENT_TYPE, CONTENT_TYPE);
        return record;
    }

    private static byte[] payload(int categoryId, long version) {
        return ("{\"eventType\":\"LectureCategoryChanged\",\"timestamp\":\"2022-08-08-12:12:37\",\"jobType\":\""
                        + (version == 1 ? "INSERT" : "UPDATE") + "\",\"categoryId\":" + categoryId
                        + ",\"categoryName\":\"" + Truth.name(version) + "\"}")
                .getBytes(UTF_8);
    }
}
