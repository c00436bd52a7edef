package com.everyoneslecture.console.event;

import com.everyoneslecture.console.flow.ReopenedAdmin;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Reads the first and the end offsets of topics. Used by one thread at a time; any thread may close it. */
final class TopicRanges implements AutoCloseable {

    private final List<String> topics;
    private final ReopenedAdmin admin;

    /** @param topics the topics, which need not exist; nothing connects before the first request */
    TopicRanges(Properties client, List<String> topics) {
        this.admin = new ReopenedAdmin(client);
        this.topics = topics;
    }

    Reading read() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        // One client for the whole reading: after a close in between, another one would stay open.
        Admin open = admin.open();
        for (KafkaFuture<TopicDescription> topic :
                open.describeTopics(topics).topicNameValues().values()) {
            TopicDescription description = existing(topic);
            if (description != null) {
                description
                        .partitions()
                        .forEach(one -> partitions.put(
                                new TopicPartition(description.name(), one.partition()), OffsetSpec.latest()));
            }
        }
        Map<TopicPartition, Long> ends = offsets(open, partitions);
        partitions.replaceAll((partition, spec) -> OffsetSpec.earliest());
        return new Reading(offsets(open, partitions), ends);
    }

    /** Closes the connections; the next request opens them again. */
    @Override
    public void close() {
        admin.close();
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, Map<TopicPartition, OffsetSpec> wanted)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    private static @Nullable TopicDescription existing(KafkaFuture<TopicDescription> topic)
            throws ExecutionException, InterruptedException {
        try {
            return topic.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    /**
     * The offsets of all partitions of the topics that exist.
     *
     * @param begins the first offset of each partition
     * @param ends the offset at which a consumer of committed records is up to date
     */
    record Reading(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {

        boolean has(TopicPartition partition, long offset) {
            return offset >= begins.getOrDefault(partition, 0L) && offset < ends.getOrDefault(partition, 0L);
        }

        long size(TopicPartition partition) {
            return ends.getOrDefault(partition, 0L) - begins.getOrDefault(partition, 0L);
        }

        Collection<Long> sizes() {
            return ends.keySet().stream().map(this::size).toList();
        }
    }
}
