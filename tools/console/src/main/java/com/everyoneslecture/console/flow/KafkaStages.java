package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.BackgroundRequest.Answer;
import com.everyoneslecture.console.flow.FlowSnapshot.Group;
import com.everyoneslecture.console.flow.FlowSnapshot.GroupMember;
import com.everyoneslecture.console.flow.FlowSnapshot.GroupPartition;
import com.everyoneslecture.console.flow.FlowSnapshot.Topic;
import com.everyoneslecture.console.flow.FlowSnapshot.TopicPartition;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.GroupState;
import org.jspecify.annotations.Nullable;

/** Turns the answers of the brokers into the stages topic and group. Keeps values for rates; used by one thread at a time. */
final class KafkaStages {

    private final FlowSettings settings;
    private final Starts starts;
    private final Rebalances rebalances;
    private final Map<Integer, Rate> records = new HashMap<>();

    /**
     * @param starts the components that were started a short time ago
     * @param rebalances remembers the changes of the group
     */
    KafkaStages(FlowSettings settings, Starts starts, Rebalances rebalances) {
        this.settings = settings;
        this.starts = starts;
        this.rebalances = rebalances;
    }

    Topic topic(Answer<KafkaProbe.Reading> kafka, long nowNanos) {
        KafkaProbe.Reading reading = kafka.value();
        if (reading == null) {
            records.clear();
            return nothingOfTopic(Conditions.unreachable("kafka", "Kafka", kafka));
        }
        Replication replication = reading.replication();
        if (replication.partitions().isEmpty()) {
            return nothingOfTopic(Conditions.noTopic(settings.topic()));
        }
        List<TopicPartition> partitions = replication.partitions().entrySet().stream()
                .map(one ->
                        partition(one.getKey(), one.getValue(), reading.ends().get(one.getKey()), nowNanos))
                .toList();
        return new Topic(
                starts.judge(Stage.TOPIC, replication.condition()),
                settings.topic(),
                replication.minInSync(),
                partitions);
    }

    private Topic nothingOfTopic(Condition condition) {
        return new Topic(starts.judge(Stage.TOPIC, condition), settings.topic(), null, List.of());
    }

    private TopicPartition partition(int number, Replication.Replicas replicas, @Nullable Long end, long nowNanos) {
        return new TopicPartition(
                number,
                end,
                records.computeIfAbsent(number, partition -> new Rate()).perSecond(end, nowNanos),
                replicas.leader(),
                replicas.all(),
                replicas.inSync());
    }

    Group group(Answer<KafkaProbe.Reading> kafka, Answer<ServiceProbe.Reading> projector, Instant at) {
        KafkaProbe.Reading reading = kafka.value();
        if (reading == null) {
            return new Group(
                    starts.judge(Stage.GROUP, Conditions.unknown("group", "Kafka, which knows the group,", kafka)),
                    settings.group(),
                    null,
                    null,
                    List.of(),
                    List.of(),
                    rebalances.count());
        }
        rebalances.take(at, reading.group());
        Map<Integer, GroupMembers.Member> readers = reading.group().byPartition();
        List<GroupPartition> partitions = reading.replication().partitions().keySet().stream()
                .map(number -> partition(
                        number, reading.ends().get(number), reading.committed().get(number), readers.get(number)))
                .toList();
        long lag = partitions.stream()
                .mapToLong(one -> one.lag() == null ? 0 : one.lag())
                .sum();
        GroupState state = reading.group().state();
        Condition condition = Conditions.group(
                settings.group(),
                state,
                Conditions.service("lecture-projector", settings.lecture().toString(), projector));
        return new Group(
                starts.judge(Stage.GROUP, condition),
                settings.group(),
                state == null ? null : state.toString(),
                lag,
                partitions,
                reading.group().members().stream()
                        .map(one -> new GroupMember(
                                one.id(),
                                one.name(),
                                one.shortId(),
                                one.host(),
                                one.partitions().size()))
                        .toList(),
                rebalances.count());
    }

    private static GroupPartition partition(
            int number, @Nullable Long end, @Nullable Long committed, GroupMembers.@Nullable Member reader) {
        return new GroupPartition(
                number,
                committed,
                end == null ? null : Math.max(0, end - (committed == null ? 0 : committed)),
                reader == null ? null : reader.id());
    }
}
