package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.BackgroundRequest.Answer;
import com.everyoneslecture.console.flow.FlowSnapshot.Group;
import com.everyoneslecture.console.flow.FlowSnapshot.GroupPartition;
import com.everyoneslecture.console.flow.FlowSnapshot.Topic;
import com.everyoneslecture.console.flow.FlowSnapshot.TopicPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.GroupState;

/** Turns the answers of the brokers into the stages topic and group. Keeps values for rates; used by one thread at a time. */
final class KafkaStages {

    private final FlowSettings settings;
    private final Starts starts;
    private final Map<Integer, Rate> records = new HashMap<>();

    /** @param starts the components that were started a short time ago */
    KafkaStages(FlowSettings settings, Starts starts) {
        this.settings = settings;
        this.starts = starts;
    }

    Topic topic(Answer<KafkaProbe.Reading> kafka, long nowNanos) {
        KafkaProbe.Reading reading = kafka.value();
        if (reading == null) {
            records.clear();
            return new Topic(
                    starts.judge(Stage.TOPIC, Conditions.away("kafka", "Kafka", kafka)), settings.topic(), List.of());
        }
        if (reading.ends().isEmpty()) {
            return new Topic(
                    starts.judge(Stage.TOPIC, Conditions.noTopic(settings.topic())), settings.topic(), List.of());
        }
        List<TopicPartition> partitions = reading.ends().entrySet().stream()
                .map(end -> new TopicPartition(
                        end.getKey(),
                        end.getValue(),
                        records.computeIfAbsent(end.getKey(), partition -> new Rate())
                                .perSecond(end.getValue(), nowNanos)))
                .toList();
        return new Topic(starts.judge(Stage.TOPIC, Condition.GOOD), settings.topic(), partitions);
    }

    Group group(Answer<KafkaProbe.Reading> kafka, Answer<ServiceProbe.Reading> projector) {
        KafkaProbe.Reading reading = kafka.value();
        if (reading == null) {
            return new Group(
                    starts.judge(Stage.GROUP, Conditions.unknown("group", "Kafka, which knows the group,", kafka)),
                    settings.group(),
                    null,
                    null,
                    List.of());
        }
        List<GroupPartition> partitions = reading.ends().entrySet().stream()
                .map(end -> partition(end.getKey(), end.getValue(), reading))
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
                partitions);
    }

    private static GroupPartition partition(int partition, long end, KafkaProbe.Reading reading) {
        Long committed = reading.committed().get(partition);
        return new GroupPartition(
                partition,
                committed,
                Math.max(0, end - (committed == null ? 0 : committed)),
                reading.group().members().get(partition));
    }
}
