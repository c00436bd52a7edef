package com.everyoneslecture.console.flow;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline at a moment, from left to right. A number that is not known is null.
 *
 * @param at when it was looked at
 */
public record FlowSnapshot(
        Instant at,
        Writes writes,
        Outbox outbox,
        Slot slot,
        Relay relay,
        Topic topic,
        Group group,
        ReadModel readModel) {

    /**
     * The service that appends.
     *
     * @param perSecond rows appended, over the last five seconds
     */
    public record Writes(
            @JsonUnwrapped Condition condition, @Nullable Double perSecond) {}

    /**
     * The table.
     *
     * @param rows about how many, as the server's statistics have it
     * @param partitions days, and the default one
     * @param oldestUnpublishedSeconds how long the oldest row waits for its record; 0 where none waits
     */
    public record Outbox(
            @JsonUnwrapped Condition condition,
            @Nullable Long rows,
            @Nullable Integer partitions,
            @Nullable Double oldestUnpublishedSeconds) {}

    /**
     * The replication slot.
     *
     * @param active whether a client streams from it
     * @param walStatus PostgreSQL's word for it
     * @param lagBytes log between what is acknowledged and the newest
     * @param lagSeconds how long ago the log ended where the slot is
     * @param secondsLeft until the server gives it up, at the rate of the last minute; null where nothing bounds what it keeps
     */
    public record Slot(
            @JsonUnwrapped Condition condition,
            String name,
            @Nullable Boolean active,
            @Nullable String walStatus,
            @Nullable Long lagBytes,
            @Nullable Double lagSeconds,
            @Nullable Long secondsLeft) {}

    /**
     * The relay, by what it says of itself.
     *
     * @param name of the one that publishes, if there are two
     * @param state its word; {@code away} where it does not answer
     * @param standby the word of the other one, which stands by; null where there is one relay
     * @param capture what reads the log for it: {@code debezium} or {@code wal}
     * @param perSecond events published
     * @param latencyMillis from commit to acknowledgement, the mean of the last second in which there were any
     */
    public record Relay(
            @JsonUnwrapped Condition condition,
            String name,
            String state,
            @Nullable String standby,
            @Nullable String capture,
            @Nullable Double perSecond,
            @Nullable Long published,
            @Nullable Long skipped,
            @Nullable Long recovered,
            @Nullable Long missed,
            @Nullable Long deadLettered,
            @Nullable Double latencyMillis) {}

    /** The topic. */
    public record Topic(@JsonUnwrapped Condition condition, String name, List<TopicPartition> partitions) {}

    /**
     * A part of the topic.
     *
     * @param endOffset where a consumer of committed records has to stop
     * @param perSecond records
     */
    public record TopicPartition(
            int partition, long endOffset, @Nullable Double perSecond) {}

    /**
     * The consumer group.
     *
     * @param state Kafka's word for it
     * @param lag of all partitions
     */
    public record Group(
            @JsonUnwrapped Condition condition,
            String name,
            @Nullable String state,
            @Nullable Long lag,
            List<GroupPartition> partitions) {}

    /**
     * A partition, as the group has it.
     *
     * @param committed where it goes on; null where it has committed nothing
     * @param member the member that reads it; null if there is none
     */
    public record GroupPartition(
            int partition,
            @Nullable Long committed,
            @Nullable Long lag,
            @Nullable String member) {}

    /**
     * The read model.
     *
     * @param rows about how many, deleted categories included
     * @param appliedPerSecond events
     * @param gaps versions that were missing, since the projector's start
     * @param deadLetters records that went to the dead letter topic, since then
     * @param latencyMillis from the event to its row, the median of those of the last second
     */
    public record ReadModel(
            @JsonUnwrapped Condition condition,
            @Nullable Long rows,
            @Nullable Double appliedPerSecond,
            @Nullable Long gaps,
            @Nullable Long deadLetters,
            @Nullable Double latencyMillis) {}
}
