package com.everyoneslecture.outbox.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;

class RecordSizeTest {

    private final Random random = new Random();

    /** Compares with Kafka's own computation. */
    @RepeatedTest(200)
    void isWhatKafkaCounts() {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>("topic", 0, 1L, bytes(), random.nextInt(9) == 0 ? null : bytes());
        for (int header = random.nextInt(12); header > 0; header--) {
            record.headers().add("h".repeat(random.nextInt(200)) + "최", random.nextInt(9) == 0 ? null : bytes());
        }

        MemoryRecords alone = MemoryRecords.withRecords(
                Compression.NONE,
                new SimpleRecord(
                        1L, record.key(), record.value(), record.headers().toArray()));
        assertThat(RecordSize.alone(record)).isEqualTo(alone.sizeInBytes());
        assertThat(RecordSize.bound(record))
                .isEqualTo(AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE,
                        CompressionType.NONE,
                        record.key(),
                        record.value(),
                        record.headers().toArray()));
    }

    private byte @Nullable [] bytes() {
        int length = List.of(0, 1, 62, 63, 64, 65, 8_000, 8_192, 20_000).get(random.nextInt(9));
        return "x".repeat(length).getBytes(UTF_8);
    }
}
