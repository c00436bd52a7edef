package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.kafka.Answers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apiguardian.api.API;

/** Reads the offsets of a topic's partitions from the brokers, with a timeout of seconds. Any thread may call it. */
@API(status = API.Status.INTERNAL)
public final class TopicOffsets {

    /**
     * The range of a partition's records.
     *
     * @param first the offset of its oldest record; above 0, older ones are gone
     * @param end the offset behind its newest committed record
     */
    public record Range(long first, long end) {}

    private final ConsumeSettings settings;
    private final KafkaClients clients;

    public TopicOffsets(ConsumeSettings settings, KafkaClients clients) {
        this.settings = settings;
        this.clients = clients;
    }

    /** The topic's name. */
    public String name() {
        return settings.topic().value();
    }

    /**
     * Returns the range of each partition, by its number.
     *
     * @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException if the topic does not exist
     * @throws KafkaException if the brokers do not respond in time, or reject the request
     */
    public Map<Integer, Range> ranges() {
        String topic = settings.topic().value();
        try (Admin admin = clients.admin()) {
            List<TopicPartition> partitions = Answers.of(
                            admin.describeTopics(List.of(topic)).allTopicNames(), ClientDefaults.ADMIN_PATIENCE)
                    .values()
                    .stream()
                    .flatMap(described -> described.partitions().stream())
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<Integer, Long> first = offsets(admin, partitions, OffsetSpec::earliest);
            Map<Integer, Long> end = offsets(admin, partitions, OffsetSpec::latest);
            Map<Integer, Range> ranges = new HashMap<>();
            first.forEach(
                    (partition, offset) -> ranges.put(partition, new Range(offset, end.getOrDefault(partition, 0L))));
            return ranges;
        }
    }

    private static Map<Integer, Long> offsets(Admin admin, List<TopicPartition> partitions, Supplier<OffsetSpec> spec) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec.get()));
        Map<Integer, Long> offsets = new HashMap<>();
        Answers.of(
                        admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                                .all(),
                        ClientDefaults.ADMIN_PATIENCE)
                .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        return offsets;
    }
}
