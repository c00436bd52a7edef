package com.everyoneslecture.benchmarks.capture;

import com.everyoneslecture.benchmarks.servers.Servers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** A contender's topic, as far as a {@code read_committed} consumer may read it. */
final class Watched implements AutoCloseable {

    static final int PARTITIONS = 6;

    private final Admin admin;
    private final List<TopicPartition> partitions;

    private Watched(Admin admin, List<TopicPartition> partitions) {
        this.admin = admin;
        this.partitions = partitions;
    }

    /** Returns the topic, which must exist. */
    static Watched of(Servers servers, String topic) {
        return new Watched(
                servers.kafkaAdmin(),
                IntStream.range(0, PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(topic, partition))
                        .toList());
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** Returns the sum of all partitions' ends: records, and one marker for each transaction in each partition that it wrote to. */
    long end() throws InterruptedException {
        try {
            return admin
                    .listOffsets(
                            partitions.stream()
                                    .collect(
                                            Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(one -> one.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not return the end offset of the topic", e.getCause());
        }
    }

    /** Deletes it and every topic whose name contains its name, so that the next drain has disk space and an idle broker. */
    void delete() throws InterruptedException {
        String name = partitions.get(0).topic();
        try {
            List<String> all = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.contains(name))
                    .toList();
            admin.deleteTopics(all).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot delete topics", e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }

    static Map<String, Object> reader(Servers servers) {
        return Map.of(
                "bootstrap.servers",
                servers.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "max.poll.records",
                20_000,
                "fetch.max.bytes",
                64 << 20,
                "max.partition.fetch.bytes",
                16 << 20);
    }
}
