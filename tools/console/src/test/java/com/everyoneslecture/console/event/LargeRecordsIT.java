package com.everyoneslecture.console.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.testservices.TestKafka;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A poll of large records needs the memory of a few of them, whatever their number and their unpacked size. */
@Timeout(180)
class LargeRecordsIT {

    private static final int RECORDS = 24;
    private static final int BYTES = 8 * 1024 * 1024;

    @Test
    void areReadInAHeapThatHoldsAThirdOfThem() throws Exception {
        String topic = "large-" + UUID.randomUUID();
        Properties client = new Properties();
        client.put("bootstrap.servers", TestKafka.shared().bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)
                            .configs(Map.of("max.message.bytes", Integer.toString(2 * BYTES)))))
                    .all()
                    .get();
        }
        client.put("max.request.size", 2 * BYTES);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int count = 0; count < RECORDS; count++) {
                producer.send(new ProducerRecord<>(topic, "key".getBytes(UTF_8), new byte[BYTES]))
                        .get();
                if (count == RECORDS / 2) {
                    sendCompressed(topic);
                }
            }
        }

        Process look = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeRecordsIT.class.getName(),
                        TestKafka.shared().bootstrapServers(),
                        topic)
                .redirectErrorStream(true)
                .start();
        String printed = new String(look.getInputStream().readAllBytes(), UTF_8);
        assertThat(look.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(look.exitValue()).as(printed).isZero();
        assertThat(printed).contains("read " + RECORDS);
        assertThat(printed).contains("records are not shown").contains("96 MiB uncompressed");
    }

    /** Sends a record that takes 100 KB in transit and more than the whole heap once it is unpacked. */
    private static void sendCompressed(String topic) throws Exception {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                TestKafka.shared().bootstrapServers(),
                "compression.type",
                "gzip",
                "max.request.size",
                16 * BYTES,
                "buffer.memory",
                32L * BYTES);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "key".getBytes(UTF_8), new byte[12 * BYTES]))
                    .get();
        }
    }

    /** Reads a topic as the polls of the page do. */
    public static void main(String[] arguments) {
        Properties client = new Properties();
        client.put("bootstrap.servers", arguments[0]);
        List<String> texts = new ArrayList<>();
        try (TopicRecords records = new TopicRecords(client, arguments[1])) {
            // A poll ends after its time limit, and the next one continues there.
            for (int look = 0; look < 100 && texts.size() < RECORDS; look++) {
                records.newest(record -> texts.add(RecordText.text(record.value())));
            }
        }
        System.out.println("read " + texts.size());
    }
}
