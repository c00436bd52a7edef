package com.everyoneslecture.localstack.demonstration;

import com.everyoneslecture.localstack.stack.Brokers;
import com.everyoneslecture.localstack.stack.ComponentName;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of the categories, its consumer group and its dead letter topic. */
final class Cluster implements AutoCloseable {

    static final String TOPIC = "categoryChanged";
    static final String DEAD_LETTERS = TOPIC + ".DLT";
    static final String GROUP = "CGR-lecture-categoryChanged";
    private static final int TIMEOUT_SECONDS = 15;

    private final String brokers;
    private final Admin admin;

    /** @param ports the ports of the running components */
    Cluster(Map<ComponentName, Integer> ports) {
        brokers = Brokers.addresses(ports);
        admin = Admin.create(Map.of("bootstrap.servers", brokers));
    }

    @Override
    public void close() {
        admin.close();
    }

    /** Sends a record that no consumer of the topic can decode. */
    void send(String value) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new ByteArraySerializer(), new ByteArraySerializer())) {
            answer(producer.send(new ProducerRecord<>(TOPIC, value.getBytes(StandardCharsets.UTF_8))));
        }
    }

    /** Returns the number of records and markers in the dead letter topic; 0 if it does not exist. */
    long deadLetters() throws InterruptedException {
        return topics().contains(DEAD_LETTERS) ? end(DEAD_LETTERS) : 0;
    }

    /** Returns the number of records and markers in a topic. */
    long end(String topic) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions(topic).forEach(each -> latest.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest()));
        return answer(admin.listOffsets(latest).all()).values().stream()
                .mapToLong(found -> found.offset())
                .sum();
    }

    /** Creates a topic with one partition; deletes it first if it exists. */
    void recreate(String topic) throws InterruptedException {
        delete(topic);
        answer(admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                .all());
    }

    /** Deletes a topic if it exists. */
    void delete(String topic) throws InterruptedException {
        if (topics().contains(topic)) {
            answer(admin.deleteTopics(List.of(topic)).all());
        }
    }

    private Set<String> topics() throws InterruptedException {
        return answer(admin.listTopics().names());
    }

    String brokers() {
        return brokers;
    }

    /** Returns the partitions of the topic. */
    List<TopicPartitionInfo> partitions() throws InterruptedException {
        return partitions(TOPIC);
    }

    private List<TopicPartitionInfo> partitions(String topic) throws InterruptedException {
        return Objects.requireNonNull(
                        answer(admin.describeTopics(List.of(topic)).allTopicNames())
                                .get(topic))
                .partitions();
    }

    /** Adds partitions, so that the topic has that many. */
    void increase(int partitions) throws InterruptedException {
        answer(admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(partitions)))
                .all());
    }

    /** Returns the number of partitions of each member of the group, by its client id. */
    Map<String, Integer> members() throws InterruptedException {
        Map<String, Integer> members = new TreeMap<>();
        Objects.requireNonNull(
                        answer(admin.describeConsumerGroups(List.of(GROUP)).all())
                                .get(GROUP))
                .members()
                .forEach(member -> members.put(
                        member.clientId(), member.assignment().topicPartitions().size()));
        members.values().removeIf(partitions -> partitions == 0);
        return members;
    }

    private static <T> T answer(Future<T> question) throws InterruptedException {
        try {
            return question.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new DemonstrationFailedException("Kafka does not answer as expected: " + cause.getMessage());
        }
    }
}
