package com.everyoneslecture.testservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.localstack.process.ServerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class KafkaIT {

    @Test
    void keepsRecordsAndItsPortThroughAKill() throws Exception {
        try (TestKafka kafka = TestKafka.start()) {
            createTopic(kafka, "kept");
            send(kafka, "kept", "최종테스트");
            int port = kafka.server().port();

            kafka.server().kill();
            kafka.server().kill();
            assertThat(kafka.server().state()).isEqualTo(ServerState.KILLED);

            kafka.server().start();
            kafka.server().start();
            assertThat(kafka.server().port()).isEqualTo(port);
            send(kafka, "kept", "another");
            assertThat(read(kafka, "kept", 2)).containsExactly("최종테스트", "another");
        }
    }

    @Test
    void startsAgainAfterAStopAndAPause() throws Exception {
        try (TestKafka kafka = TestKafka.start()) {
            createTopic(kafka, "kept");
            send(kafka, "kept", "a");
            kafka.server().stop();
            kafka.server().stop();
            assertThat(kafka.server().alive()).isFalse();
            kafka.server().start();
            kafka.server().pause();
            assertThat(kafka.server().state()).isEqualTo(ServerState.PAUSED);
            kafka.server().resume();
            assertThat(read(kafka, "kept", 1)).containsExactly("a");
        }
    }

    @Test
    void takesTransactions() {
        TestKafka kafka = TestKafka.shared();
        createTopic(kafka, "transactional");
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            Future<?> aborted = producer.send(new ProducerRecord<>("transactional", "aborted"));
            producer.abortTransaction();
            producer.beginTransaction();
            Future<?> committed = producer.send(new ProducerRecord<>("transactional", "committed"));
            producer.commitTransaction();
            assertThat(aborted).isDone();
            assertThat(committed).isDone();
        }
        assertThat(read(kafka, "transactional", 1)).containsExactly("committed");
    }

    @Test
    void createsNoTopicByMereUse() {
        assertThatThrownBy(() -> send(TestKafka.shared(), "neverCreated", "a"))
                .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }

    private static void createTopic(TestKafka kafka, String name) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(TestKafka kafka, String topic, String value) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", "2000"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> read(TestKafka kafka, String topic, int count) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> values = new ArrayList<>();
            for (int polls = 0; polls < 20 && values.size() < count; polls++) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(1));
                records.forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
