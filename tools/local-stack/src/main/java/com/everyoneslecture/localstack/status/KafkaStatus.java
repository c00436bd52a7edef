package com.everyoneslecture.localstack.status;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The topics and groups of the broker.
 *
 * @param topics the topics by name, without Kafka's own
 * @param groups the groups by name
 * @param unknown the reason why nothing is known; the lists are empty then
 */
public record KafkaStatus(
        List<Topic> topics, List<Group> groups, @Nullable String unknown) {

    /**
     * A topic.
     *
     * @param name the name of the topic
     * @param endOffsets the end offset of each partition, which is the offset of its next record
     */
    public record Topic(String name, Map<Integer, Long> endOffsets) {}

    /**
     * A consumer group.
     *
     * @param name the name of the group
     * @param state the state that Kafka reports: {@code STABLE}, {@code EMPTY}, …
     * @param partitions the partitions of which it has committed offsets, and all others of their topics
     * @param totalLag the sum over the partitions with a known lag
     */
    public record Group(String name, String state, List<Partition> partitions, long totalLag) {}

    /**
     * A partition, as a group reads it.
     *
     * @param topic the name of the topic
     * @param partition the number of the partition
     * @param committed the group's offset; null if it has none
     * @param end the offset of the next record
     * @param lag the number of offsets that the group is behind; null if unknown
     */
    public record Partition(
            String topic,
            int partition,
            @Nullable Long committed,
            long end,
            @Nullable Long lag) {}

    static KafkaStatus unknown(String why) {
        return new KafkaStatus(List.of(), List.of(), why);
    }
}
