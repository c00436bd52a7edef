package com.everyoneslecture.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.testservices.TestKafka;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class PublishedIT {

    @Test
    void countsTheRecordsThatWereCommittedSinceAndNoEndsOfTransactions() throws Exception {
        try (TestKafka kafka = TestKafka.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "relay"),
                        new StringSerializer(),
                        new StringSerializer())) {
            Stack stack = stack(kafka);
            admin.createTopics(List.of(new NewTopic("categoryChanged", 2, (short) 1)))
                    .all()
                    .get();
            producer.initTransactions();
            publish(producer, "categoryChanged");
            producer.commitTransaction();

            Published before = Published.now(stack);
            publish(producer, "categoryChanged");
            producer.flush();
            producer.abortTransaction();
            assertThat(before.since(stack)).isZero();

            publish(producer, "categoryChanged");
            producer.commitTransaction();
            assertThat(before.since(stack)).isEqualTo(1);
            admin.createTopics(List.of(new NewTopic("orderChanged", 1, (short) 1)))
                    .all()
                    .get();
            publish(producer, "orderChanged");
            producer.commitTransaction();
            assertThat(before.since(stack)).as("with a topic that is new").isEqualTo(2);
        }
    }

    private static void publish(KafkaProducer<String, String> producer, String topic) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, "5", "{}")).get();
    }

    private static Stack stack(TestKafka kafka) {
        return (Stack) Proxy.newProxyInstance(
                Stack.class.getClassLoader(), new Class<?>[] {Stack.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("kafkaClient");
                    return Map.of("bootstrap.servers", kafka.bootstrapServers());
                });
    }
}
