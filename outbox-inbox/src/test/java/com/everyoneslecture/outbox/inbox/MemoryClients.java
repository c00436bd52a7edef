package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.kafka.SizeCheck;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Clients of brokers in memory that return the topic's id. */
final class MemoryClients implements KafkaClients {

    private final TopicConsumer consumer;
    private UUID topicId = new UUID(0, 1);

    MemoryClients(TopicConsumer consumer) {
        this.consumer = consumer;
    }

    UUID topicId() {
        return topicId;
    }

    /** The topic is deleted and created again. */
    void recreateTopic() {
        topicId = new UUID(0, topicId.getLeastSignificantBits() + 1);
    }

    @Override
    public Consumer<byte[], byte[]> consumer(int records) {
        return consumer;
    }

    @Override
    public SizeCheck sizes(int records) {
        return (partition, position) -> consumer.checkSizes(partition, position, records);
    }

    @Override
    public Producer<byte[], byte[]> producer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "describeTopics" -> new Described(topicId);
                    case "listOffsets" -> ends(((Map<?, ?>) arguments[0]).keySet(), arguments[1]);
                    case "close" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private ListOffsetsResult ends(Set<?> partitions, Object options) {
        boolean committed = ((ListOffsetsOptions) options).isolationLevel() == IsolationLevel.READ_COMMITTED;
        return new ListOffsetsResult(partitions.stream()
                .map(TopicPartition.class::cast)
                .collect(Collectors.toMap(
                        partition -> partition,
                        partition -> KafkaFuture.completedFuture(new ListOffsetsResultInfo(
                                committed ? consumer.stableOffset(partition) : consumer.endOffset(partition),
                                -1,
                                Optional.empty())))));
    }

    private static final class Described extends DescribeTopicsResult {
        Described(UUID id) {
            super(
                    null,
                    Map.of(
                            TopicConsumer.TOPIC,
                            KafkaFuture.completedFuture(new TopicDescription(
                                    TopicConsumer.TOPIC,
                                    false,
                                    List.of(),
                                    Set.of(),
                                    new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits())))));
        }
    }
}
