package com.everyoneslecture.console.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.testservices.TestKafka;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TopicRecordsIT {

    private static final int NEWEST = 50;

    private final String topic = "records-" + UUID.randomUUID();
    private final Properties client = new Properties();
    private Admin admin;
    private Producer<byte[], byte[]> producer;
    private TopicRecords records;

    @BeforeEach
    void makeTopic() throws Exception {
        client.put("bootstrap.servers", TestKafka.shared().bootstrapServers());
        admin = Admin.create(client);
        admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        producer = producer(Map.of());
        records = new TopicRecords(client, topic);
    }

    @AfterEach
    void close() {
        records.close();
        producer.close();
        admin.close();
    }

    @Test
    void beginsWithTheLastOfEachPartitionAndGoesOnWithWhatIsNew() throws Exception {
        send(0, 60);
        send(1, 3);

        List<ConsumerRecord<byte[], byte[]>> first = newest();
        assertThat(offsets(first, 0)).isEqualTo(range(10, 60));
        assertThat(offsets(first, 1)).isEqualTo(range(0, 3));
        assertThat(newest()).isEmpty();

        send(0, 2);
        assertThat(offsets(newest(), 0)).isEqualTo(range(60, 62));
    }

    @Test
    void leavesOutWhatIsTooMuchForALook() throws Exception {
        newest();
        send(0, 3 * NEWEST);

        assertThat(offsets(newest(), 0)).isEqualTo(range(2 * NEWEST, 3 * NEWEST));
        assertThat(newest()).isEmpty();
    }

    @Test
    void findsPartitionsThatAreAdded() throws Exception {
        newest();
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(4))).all().get();
        send(3, 1);

        await().until(() -> newest().stream().anyMatch(record -> record.partition() == 3));
    }

    @Test
    void seesWhatIsCommittedAndNothingElse() throws Exception {
        newest();
        try (Producer<byte[], byte[]> transactional = producer(Map.of("transactional.id", topic))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(record(0, "aborted")).get();
            assertThat(newest()).isEmpty();
            transactional.abortTransaction();
            transactional.beginTransaction();
            transactional.send(record(0, "committed")).get();
            transactional.commitTransaction();
        }

        await().until(() -> newest().stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList()
                .equals(List.of("committed")));
    }

    @Test
    void findsThoseOfAKeyFromATimeOn() throws Exception {
        send(0, 2);
        Instant since = Instant.now();
        producer.send(new ProducerRecord<>(topic, 1, since.toEpochMilli(), key("7"), "mine".getBytes(UTF_8)))
                .get();
        producer.send(new ProducerRecord<>(topic, 1, since.toEpochMilli(), key("8"), "yours".getBytes(UTF_8)))
                .get();
        producer.send(new ProducerRecord<>(
                        topic, 0, since.minusSeconds(60).toEpochMilli(), key("7"), "old".getBytes(UTF_8)))
                .get();

        List<String> found = new ArrayList<>();
        records.ofKey("7", since, record -> found.add(new String(record.value(), UTF_8)));
        assertThat(found).containsExactly("mine");
    }

    @Test
    void browsesByPartitionOffsetKeyAndTime() throws Exception {
        send(0, 5);
        Instant since = Instant.now().plusSeconds(60);
        producer.send(new ProducerRecord<>(topic, 1, since.toEpochMilli(), key("7"), "mine".getBytes(UTF_8)))
                .get();
        producer.send(new ProducerRecord<>(topic, 1, since.toEpochMilli() + 1, key("7"), (byte[]) null))
                .get();
        RecordBrowser browser = new RecordBrowser(client);

        FoundRecords fromAnOffset = browser.find(new RecordBrowser.Wanted(topic, 0, 2L, null, null, 2));
        assertThat(fromAnOffset.records())
                .extracting(FoundRecords.Found::offset)
                .containsExactly(2L, 3L);
        assertThat(fromAnOffset.partitions()).containsExactly(new FoundRecords.Range(0, 0, 5));
        assertThat(fromAnOffset.complete()).isTrue();

        FoundRecords ofAKey = browser.find(new RecordBrowser.Wanted(topic, null, null, "7", null, 50));
        assertThat(ofAKey.records())
                .extracting(FoundRecords.Found::value)
                .as("the newest first; a tombstone has no value")
                .containsExactly(null, "mine");

        FoundRecords fromATime = browser.find(new RecordBrowser.Wanted(topic, null, null, null, since, 1));
        assertThat(fromATime.records()).extracting(FoundRecords.Found::value).containsExactly("mine");

        FoundRecords newest = browser.find(new RecordBrowser.Wanted(topic, 0, null, null, null, 2));
        assertThat(newest.records()).extracting(FoundRecords.Found::offset).containsExactly(4L, 3L);
        assertThat(browser.find(new RecordBrowser.Wanted(topic, 9, null, null, null, 1))
                        .partitions())
                .isEmpty();
    }

    @Test
    void browsesCommittedRecordsOnly() throws Exception {
        try (Producer<byte[], byte[]> transactional = producer(Map.of("transactional.id", topic))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(record(0, "aborted")).get();
            transactional.abortTransaction();
            transactional.beginTransaction();
            transactional.send(record(0, "committed")).get();
            transactional.commitTransaction();
        }

        await().untilAsserted(() -> assertThat(new RecordBrowser(client)
                        .find(new RecordBrowser.Wanted(topic, 0, 0L, null, null, 10))
                        .records())
                .extracting(FoundRecords.Found::value)
                .containsExactly("committed"));
    }

    @Test
    void failsIfNoBrokerAnswers() {
        Properties unreachable = new Properties();
        unreachable.put("bootstrap.servers", "127.0.0.1:1");
        try (TopicRecords isolated = new TopicRecords(unreachable, topic)) {
            assertThatThrownBy(() -> isolated.newest(record -> {})).isInstanceOf(KafkaException.class);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> newest() {
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
        records.newest(taken::add);
        return taken;
    }

    private Producer<byte[], byte[]> producer(Map<String, String> more) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.putAll(more);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void send(int partition, int count) throws Exception {
        for (int number = 0; number < count; number++) {
            producer.send(record(partition, "value")).get();
        }
    }

    private ProducerRecord<byte[], byte[]> record(int partition, String value) {
        return new ProducerRecord<>(topic, partition, key("1"), value.getBytes(UTF_8));
    }

    private static byte[] key(String key) {
        return key.getBytes(UTF_8);
    }

    private static List<Long> offsets(List<ConsumerRecord<byte[], byte[]>> records, int partition) {
        return records.stream()
                .filter(record -> record.partition() == partition)
                .map(ConsumerRecord::offset)
                .toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
