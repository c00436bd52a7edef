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

    /** Makes the topic. */
    static Watched create(Servers servers, String topic) throws InterruptedException {
        servers.createTopic(topic, PARTITIONS);
        return new Watched(
                servers.kafkaAdmin(),
                IntStream.range(0, PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(topic, partition))
                        .toList());
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** All partitions' ends together: records, and one marker for each transaction in each partition that it wrote to. */
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
            throw new IllegalStateException("the broker does not say where the topic ends", e.getCause());
        }
    }

    /** Deletes every topic that this drain made or had made, so that the next one finds room and a quiet broker. */
    void deleteAll() throws InterruptedException {
        try {
            admin.deleteTopics(admin.listTopics().names().get()).all().get();
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
