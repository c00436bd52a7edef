package com.everyoneslecture.outbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.everyoneslecture.testservices.TestKafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses a real broker, because the classes behind it are not a public API of Kafka. */
class UnpackedSizesIT {

    private static final int MIB = 1024 * 1024;
    private static final long MOST = 8 * MIB;
    private static final int RECORDS = 10;

    private final TopicPartition partition = new TopicPartition("sizes-" + UUID.randomUUID(), 0);
    private final Properties client = new Properties();

    @BeforeEach
    void makeTopic() throws Exception {
        client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.shared().bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1)
                            .configs(Map.of("max.message.bytes", Integer.toString(16 * MIB)))))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void deleteTopic() throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.deleteTopics(List.of(partition.topic())).all().get();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void findsTheRecordThatIsTooLargeOnceUnpacked(String compression) throws Exception {
        send("none", 100, 100);
        send(compression, 100, 40 * MIB);
        send("none", 100);

        OversizedRecordsException found = catchThrowableOfType(OversizedRecordsException.class, () -> check(0));

        assertThat(found.partition()).isEqualTo(partition);
        assertThat(found.first()).isEqualTo(3);
        assertThat(found.last()).isEqualTo(3);
        assertThat(found)
                .hasMessageContaining("the record at offset 3 of " + partition)
                .hasMessageContaining("40 MiB")
                .hasMessageContaining("8 MiB");
    }

    /** A consumer that is placed in the middle of a batch unpacks it from its beginning. */
    @Test
    void findsItBeforeThePositionToo() throws Exception {
        together("gzip", 40 * MIB, 100, 100);
        send("none", 100);

        OversizedRecordsException found = catchThrowableOfType(OversizedRecordsException.class, () -> check(1));

        assertThat(found.first()).isZero();
        assertThat(found.last()).isEqualTo(2);
        assertThatCode(() -> check(3)).doesNotThrowAnyException();
    }

    @Test
    void findsRecordsThatAreTooLargeTogether() throws Exception {
        for (int i = 0; i < 12; i++) {
            send("gzip", MIB);
        }

        assertThatThrownBy(() -> check(0))
                .isInstanceOf(OversizedRecordsException.class)
                .hasMessageContaining("the records at offsets 0 to 7");
        try (UnpackedSizes fewer = new UnpackedSizes(client, 5, MOST)) {
            assertThatCode(() -> fewer.check(partition, 0)).doesNotThrowAnyException();
        }
    }

    /** Records before it in its batch can be read, one at a time. */
    @Test
    void findsItInTheMiddleOfABatchWhereThePollReachesIt() throws Exception {
        together("gzip", 100, 100, 40 * MIB, 100);

        try (UnpackedSizes single = new UnpackedSizes(client, 1, MOST)) {
            single.check(partition, 0);
            single.check(partition, 1);
            OversizedRecordsException found =
                    catchThrowableOfType(OversizedRecordsException.class, () -> single.check(partition, 2));
            assertThat(found.first()).isEqualTo(2);
            assertThat(found.last()).isEqualTo(3);
        }
    }

    @Test
    void acceptsWhatIsNotCompressed() throws Exception {
        send("none", 10 * MIB, 10 * MIB);

        assertThatCode(() -> check(0)).doesNotThrowAnyException();
    }

    /** The check reads no further than the records of the next poll, and all records that have arrived since the last check. */
    @Test
    void looksAheadAsFarAsAPollReaches() throws Exception {
        for (int i = 0; i < RECORDS; i++) {
            send("gzip", 10);
        }
        try (UnpackedSizes sizes = new UnpackedSizes(client, RECORDS, MOST)) {
            sizes.check(partition, 0);
            send("gzip", 40 * MIB);
            assertThatCode(() -> sizes.check(partition, 0)).doesNotThrowAnyException();
            assertThatThrownBy(() -> sizes.check(partition, 1)).isInstanceOf(OversizedRecordsException.class);
            assertThatThrownBy(() -> sizes.check(partition, 1)).isInstanceOf(OversizedRecordsException.class);
            assertThatCode(() -> sizes.check(partition, RECORDS + 1)).doesNotThrowAnyException();
        }
    }

    @Test
    void leavesOffsetsThatAreGoneToTheConsumer() throws Exception {
        send("gzip", 10);

        assertThatCode(() -> check(500)).doesNotThrowAnyException();
    }

    @Test
    void saysThatThereIsNoTopic() {
        try (UnpackedSizes sizes = new UnpackedSizes(client, RECORDS, MOST)) {
            assertThatThrownBy(() -> sizes.check(new TopicPartition("none-" + UUID.randomUUID(), 0), 0))
                    .isInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    private void check(long position) {
        try (UnpackedSizes sizes = new UnpackedSizes(client, RECORDS, MOST)) {
            sizes.check(partition, position);
        }
    }

    /** Sends each record in a separate batch. */
    private void send(String compression, int... sizes) throws Exception {
        try (Producer<byte[], byte[]> producer = producer(compression, 0)) {
            for (int size : sizes) {
                producer.send(new ProducerRecord<>(partition.topic(), new byte[size]))
                        .get();
            }
        }
    }

    /** Sends all in one batch, when the producer is flushed. */
    private void together(String compression, int... sizes) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Producer<byte[], byte[]> producer = producer(compression, 60_000)) {
            for (int size : sizes) {
                sent.add(producer.send(new ProducerRecord<>(partition.topic(), new byte[size])));
            }
            producer.flush();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private Producer<byte[], byte[]> producer(String compression, int lingerMillis) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 50 * MIB);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 50 * MIB);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 200 * MIB);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 180_000);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
