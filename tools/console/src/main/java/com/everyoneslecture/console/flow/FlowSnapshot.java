package com.everyoneslecture.console.flow;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the pipeline at a moment, from left to right. An unknown number is null.
 *
 * @param at the time of the reading
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
     * @param perSecond rows appended per second, over the last five seconds
     */
    public record Writes(
            @JsonUnwrapped Condition condition, @Nullable Double perSecond) {}

    /**
     * The table.
     *
     * @param rows the number of rows
     * @param rowsKind how exact that number is
     * @param partitions the number of partitions: those of days, and the default one
     * @param oldestUnpublishedSeconds the time that the oldest row has waited for its record; 0 if no row waits
     */
    public record Outbox(
            @JsonUnwrapped Condition condition,
            @Nullable Long rows,
            RowCount.@Nullable Kind rowsKind,
            @Nullable Integer partitions,
            @Nullable Double oldestUnpublishedSeconds) {}

    /**
     * The replication slot.
     *
     * @param active whether a client streams from it
     * @param walStatus PostgreSQL's {@code wal_status} of the slot
     * @param lagBytes the size of the log between the acknowledged position and the newest
     * @param lagSeconds the time since the log ended at the slot's position
     * @param secondsLeft the time until the server invalidates the slot, at the rate of the last minute; null if nothing limits the log
     *     that it keeps
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
     * The relay, by its own report.
     *
     * @param name the name of the relay that publishes, if there are two
     * @param state the state that it reports; {@code unreachable} if it does not answer
     * @param standby the state of the other relay, which stands by; null if there is one relay
     * @param capture the reader of the log: {@code debezium} or {@code wal}
     * @param perSecond events published per second
     * @param deadLettered the number of dead letters that a relay wrote
     * @param deadLetteredKind how exact that number is
     * @param latencyMillis the time from commit to acknowledgement, the mean of the last second with events
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
            RowCount.@Nullable Kind deadLetteredKind,
            @Nullable Double latencyMillis) {}

    /**
     * The topic.
     *
     * @param minInSync the number of replicas that have to be in sync for a write; null if unknown
     */
    public record Topic(
            @JsonUnwrapped Condition condition,
            String name,
            @Nullable Integer minInSync,
            List<TopicPartition> partitions) {}

    /**
     * A partition of the topic.
     *
     * @param endOffset the offset at which a consumer of committed records is up to date; null if it has no leader
     * @param perSecond records per second
     * @param leader the id of the broker that leads it; null if there is none
     * @param replicas the ids of the brokers that have its records
     * @param inSync the ids of those that have all committed records
     */
    public record TopicPartition(
            int partition,
            @Nullable Long endOffset,
            @Nullable Double perSecond,
            @Nullable Integer leader,
            List<Integer> replicas,
            List<Integer> inSync) {}

    /**
     * The consumer group.
     *
     * @param state the state that Kafka reports
     * @param lag the lag of all partitions
     * @param members the members
     * @param rebalances the number of rebalances that were seen
     */
    public record Group(
            @JsonUnwrapped Condition condition,
            String name,
            @Nullable String state,
            @Nullable Long lag,
            List<GroupPartition> partitions,
            List<GroupMember> members,
            long rebalances) {}

    /**
     * A partition, as the group reads it.
     *
     * @param committed the committed offset; null if there is none
     * @param lag the number of offsets behind the end; null if the end is unknown
     * @param member the id of the member that reads it; null if there is none
     */
    public record GroupPartition(
            int partition,
            @Nullable Long committed,
            @Nullable Long lag,
            @Nullable String member) {}

    /**
     * A member of the group.
     *
     * @param id the id that Kafka gave it
     * @param name the name of its client and the beginning of its own part of the id
     * @param shortId that beginning
     * @param host the host that it connects from
     * @param partitions the number of partitions that it reads
     */
    public record GroupMember(String id, String name, String shortId, String host, int partitions) {}

    /**
     * The read model.
     *
     * @param rows the number of rows, deleted categories included
     * @param rowsKind how exact that number is
     * @param appliedPerSecond events applied per second
     * @param gaps the number of missing versions since the projector's start
     * @param deadLetters the number of dead letters that consumers wrote
     * @param deadLettersKind how exact that number is
     * @param latencyMillis the time from an event to its row, the median of the events of the last second
     * @param latencyP99Millis likewise, the 99th percentile; of fewer than 100 events, the slowest one's
     */
    public record ReadModel(
            @JsonUnwrapped Condition condition,
            @Nullable Long rows,
            RowCount.@Nullable Kind rowsKind,
            @Nullable Double appliedPerSecond,
            @Nullable Long gaps,
            @Nullable Long deadLetters,
            RowCount.@Nullable Kind deadLettersKind,
            @Nullable Double latencyMillis,
            @Nullable Double latencyP99Millis) {}
}
