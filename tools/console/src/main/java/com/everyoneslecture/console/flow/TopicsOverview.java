package com.everyoneslecture.console.flow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Topics, and the consumer groups that read them.
 *
 * @param topics the topics in the order of their names
 * @param leftOut the number of topics that are not shown because there are too many
 */
public record TopicsOverview(Instant at, List<TopicRow> topics, int leftOut) {

    public TopicsOverview {
        topics = List.copyOf(topics);
    }

    /**
     * A topic.
     *
     * @param perSecond records per second since the reading before, transaction markers included; null at the first reading
     * @param deadLetters the number of offsets in its dead letter topic, transaction markers included; 0 if it has none
     * @param groups the groups that have committed offsets of it, in the order of their names
     * @param ofPartitions the partitions of the topic; empty in an overview
     */
    public record TopicRow(
            String topic,
            int partitions,
            @Nullable Double perSecond,
            long deadLetters,
            List<GroupRow> groups,
            List<PartitionRow> ofPartitions) {

        public TopicRow {
            groups = List.copyOf(groups);
            ofPartitions = List.copyOf(ofPartitions);
        }
    }

    /**
     * A consumer group.
     *
     * @param state the state that Kafka reports
     * @param lag the number of records of the topic that the group has not read
     */
    public record GroupRow(String group, @Nullable String state, long lag) {}

    /**
     * A partition.
     *
     * @param endOffset the position at which a consumer of committed records is up to date
     * @param committed the offset of each group that has committed one, by the group's name
     */
    public record PartitionRow(int partition, long endOffset, List<CommittedRow> committed) {

        public PartitionRow {
            committed = List.copyOf(committed);
        }
    }

    /** A group's position in a partition. */
    public record CommittedRow(String group, long offset, long lag) {}
}
