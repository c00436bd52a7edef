package com.everyoneslecture.localstack.status;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the broker holds.
 *
 * @param topics by name, without Kafka's own
 * @param groups by name
 * @param unknown why nothing is known; the lists are empty then
 */
public record KafkaStatus(
        List<Topic> topics, List<Group> groups, @Nullable String unknown) {

    /**
     * A topic.
     *
     * @param name of the topic
     * @param endOffsets by partition: the offset that the next record gets
     */
    public record Topic(String name, Map<Integer, Long> endOffsets) {}

    /**
     * A consumer group.
     *
     * @param name of the group
     * @param state Kafka's word: {@code STABLE}, {@code EMPTY}, …
     * @param partitions that it has committed offsets of, or whose topic it has
     * @param totalLag over the partitions where it is known
     */
    public record Group(String name, String state, List<Partition> partitions, long totalLag) {}

    /**
     * A partition, seen by a group.
     *
     * @param topic its topic
     * @param partition its number
     * @param committed the group's offset; null if it has none
     * @param end the offset that the next record gets
     * @param lag how many offsets the group is behind; null if it has none
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
