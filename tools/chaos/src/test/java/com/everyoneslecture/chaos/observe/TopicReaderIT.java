package com.everyoneslecture.chaos.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.everyoneslecture.chaos.observe.TopicReader.Form;
import com.everyoneslecture.outbox.event.RecordHeader;
import com.everyoneslecture.testservices.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TopicReaderIT {

    private static final String TOPIC = "reader";

    private final Map<String, Object> client =
            Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers());

    @Test
    void tellsAFailureOfThisProgramFromOneOfTheTopic() throws Exception {
        publish();
        try (TopicReader reader = reader((id, version, record) -> {
            throw new NoClassDefFoundError("a test");
        })) {
            reader.start();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThatThrownBy(reader::check)
                            .isInstanceOf(NoJudgementException.class)
                            .hasMessageContaining(
                                    "the reader of the topic reader has ended: java.lang.NoClassDefFoundError"));
        }
        try (TopicReader reader = reader((id, version, record) -> {
            throw new IllegalStateException("a record that nobody can read");
        })) {
            reader.start();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThatThrownBy(reader::check)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("the topic reader cannot be read any more"));
        }
    }

    private TopicReader reader(Form form) {
        return new TopicReader(client, TOPIC, new TopicLog(), form, batch -> {});
    }

    private void publish() throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(TOPIC, "5".getBytes(UTF_8), "{}".getBytes(UTF_8));
        record.headers().add(RecordHeader.ID, UUID.randomUUID().toString().getBytes(UTF_8));
        record.headers().add(RecordHeader.AGGREGATE_VERSION, "1".getBytes(UTF_8));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }
}
