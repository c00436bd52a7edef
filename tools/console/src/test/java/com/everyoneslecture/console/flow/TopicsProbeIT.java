package com.everyoneslecture.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.console.flow.TopicsOverview.CommittedRow;
import com.everyoneslecture.console.flow.TopicsOverview.GroupRow;
import com.everyoneslecture.console.flow.TopicsOverview.PartitionRow;
import com.everyoneslecture.console.flow.TopicsOverview.TopicRow;
import com.everyoneslecture.testservices.TestKafka;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The overview of a real broker with two topics and two groups. */
@Timeout(120)
class TopicsProbeIT {

    private final String run = "look-" + UUID.randomUUID();
    private final String orders = run + ".orders";
    private final String payments = run + ".payments";
    private final Properties client = new Properties();
    private Admin admin;
    private Producer<String, String> producer;

    @BeforeEach
    void makeTopics() throws Exception {
        client.put("bootstrap.servers", TestKafka.shared().bootstrapServers());
        admin = Admin.create(client);
        admin.createTopics(List.of(
                        new NewTopic(orders, 2, (short) 1),
                        new NewTopic(payments, 1, (short) 1),
                        new NewTopic(orders + ".DLT", 1, (short) 1)))
                .all()
                .get();
        producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
        for (int record = 0; record < 5; record++) {
            send(orders, 0);
        }
        send(orders, 1);
        send(orders + ".DLT", 0);
        send(payments, 0);
        commit(run + "-a", new TopicPartition(orders, 0), 2, new TopicPartition(orders, 1), 1);
        commit(run + "-b", new TopicPartition(orders, 0), 5, new TopicPartition(payments, 0), 0);
    }

    @AfterEach
    void close() {
        producer.close();
        admin.close();
    }

    @Test
    void hasTheLagOfEachGroupInEachTopicAndTheDeadLetters() throws Exception {
        TopicsOverview overview = read("*").overview();

        assertThat(overview.topics())
                .extracting(TopicRow::topic)
                .startsWith(payments)
                .contains(orders);
        assertThat(row(overview, orders)).satisfies(row -> {
            assertThat(row.partitions()).isEqualTo(2);
            assertThat(row.deadLetters()).isEqualTo(1);
            assertThat(row.ofPartitions()).isEmpty();
            assertThat(row.groups())
                    .containsExactly(new GroupRow(run + "-a", "Empty", 3), new GroupRow(run + "-b", "Empty", 0));
        });
        assertThat(row(overview, payments).groups()).containsExactly(new GroupRow(run + "-b", "Empty", 1));
        assertThat(row(overview, payments).deadLetters()).isZero();
    }

    @Test
    void hasThePositionOfEachGroupInEachPartitionOfATopic() throws Exception {
        TopicRow row = Objects.requireNonNull(read("*").topic(orders));

        assertThat(row.ofPartitions())
                .containsExactly(
                        new PartitionRow(
                                0, 5, List.of(new CommittedRow(run + "-a", 2, 3), new CommittedRow(run + "-b", 5, 0))),
                        new PartitionRow(1, 1, List.of(new CommittedRow(run + "-a", 1, 0))));
        assertThat(read("*").topic(run + ".none")).isNull();
        assertThat(read("*").topic(orders + ".DLT")).isNull();
    }

    @Test
    void leavesOutGroupsThatDoNotMatch() throws Exception {
        assertThat(row(read(run + "-b").overview(), orders).groups())
                .containsExactly(new GroupRow(run + "-b", "Empty", 0));
    }

    private TopicsProbe read(String groups) {
        return new TopicsProbe(
                client,
                payments,
                new NamePatterns(List.of(run + "*")),
                new NamePatterns(List.of(groups)),
                Clock.systemUTC());
    }

    private static TopicRow row(TopicsOverview overview, String topic) {
        return overview.topics().stream()
                .filter(row -> row.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private void send(String topic, int partition) throws Exception {
        producer.send(new ProducerRecord<>(topic, partition, "key", "value")).get();
    }

    private void commit(String group, TopicPartition one, long first, TopicPartition other, long second)
            throws Exception {
        admin.alterConsumerGroupOffsets(
                        group, Map.of(one, new OffsetAndMetadata(first), other, new OffsetAndMetadata(second)))
                .all()
                .get();
    }
}
