package com.everyoneslecture.chaos.observe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The consumer group of the read model. A result is empty if the broker does not answer. */
public final class Group implements AutoCloseable {

    private static final int REQUEST_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 4_000;

    private final String topic;
    private final String name;
    private final Admin admin;

    public Group(Map<String, Object> client, String topic, String name) {
        this.topic = topic;
        this.name = name;
        Map<String, Object> impatient = new HashMap<>(client);
        impatient.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        impatient.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        impatient.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        this.admin = Admin.create(impatient);
    }

    /**
     * The position of the group.
     *
     * @param committed the committed offsets by partition
     * @param lag the number of offsets up to the ends of the partitions
     */
    public record State(Map<Integer, Long> committed, long lag) {}

    /** Returns the offsets that were committed before the topic's ends were read. */
    public Optional<State> state() throws InterruptedException {
        try {
            Map<Integer, Long> committed = new HashMap<>();
            answer(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata())
                    .forEach((partition, offset) -> put(committed, partition, offset));
            long lag = 0;
            for (Map.Entry<Integer, Long> end : endsOf(topic).entrySet()) {
                lag += Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L));
            }
            return Optional.of(new State(committed, lag));
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }

    /** Returns the ends of a topic's partitions; none if the topic does not exist. */
    public Optional<Map<Integer, Long>> ends(Aggregate aggregate) throws InterruptedException {
        try {
            return Optional.of(endsOf(aggregate.topic()));
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException ? Optional.of(Map.of()) : Optional.empty();
        }
    }

    @Override
    public void close() {
        admin.close();
    }

    private void put(Map<Integer, Long> committed, TopicPartition partition, @Nullable OffsetAndMetadata offset) {
        if (offset != null && partition.topic().equals(topic)) {
            committed.put(partition.partition(), offset.offset());
        }
    }

    private Map<Integer, Long> endsOf(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        answer(admin.describeTopics(List.of(topic)).allTopicNames())
                .values()
                .forEach(described -> described
                        .partitions()
                        .forEach(partition ->
                                asked.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        Map<Integer, Long> ends = new HashMap<>();
        answer(admin.listOffsets(asked).all())
                .forEach((partition, found) -> ends.put(partition.partition(), found.offset()));
        return ends;
    }

    private static <T> T answer(KafkaFuture<T> question) throws ExecutionException, InterruptedException {
        // The client limits the waiting time.
        return question.get();
    }
}
