package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.KafkaProbe.Reading;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** Reads the positions of topic and group from the brokers. The client's timeouts limit each request. */
final class KafkaProbe implements Callable<Reading>, AutoCloseable {

    private final String topic;
    private final String group;
    private final ReopenedAdmin admin;
    private final TopicProbe topics;

    /** @param client the settings of the Kafka clients; nothing connects before the first request */
    KafkaProbe(Properties client, String topic, String group) {
        this.admin = new ReopenedAdmin(client);
        this.topic = topic;
        this.group = group;
        this.topics = new TopicProbe(topic);
    }

    @Override
    public Reading call() throws ExecutionException, InterruptedException {
        Replication replication = topics.read(admin.open());
        return new Reading(replication, ends(replication), committed(), group());
    }

    /** Closes the connections; the next request opens them again. */
    @Override
    public void close() {
        admin.close();
    }

    /** Returns the ends of the partitions that have a leader; of the others, no broker can answer. */
    private Map<Integer, Long> ends(Replication replication) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        replication.partitions().forEach((partition, replicas) -> {
            if (replicas.leader() != null) {
                wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        });
        Map<Integer, Long> ends = new TreeMap<>();
        admin.open()
                .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .forEach((partition, found) -> ends.put(partition.partition(), found.offset()));
        return ends;
    }

    private Map<Integer, Long> committed() throws ExecutionException, InterruptedException {
        Map<Integer, Long> committed = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> found =
                get(admin.open().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        if (found != null) {
            found.forEach((partition, offset) -> {
                if (partition.topic().equals(topic) && offset != null) {
                    committed.put(partition.partition(), offset.offset());
                }
            });
        }
        return committed;
    }

    private GroupMembers group() throws ExecutionException, InterruptedException {
        KafkaFuture<ConsumerGroupDescription> answer = admin.open()
                .describeConsumerGroups(List.of(group))
                .describedGroups()
                .get(group);
        ConsumerGroupDescription description = answer == null ? null : get(answer);
        return description == null
                ? new GroupMembers(null, List.of())
                : new GroupMembers(
                        description.groupState(),
                        description.members().stream()
                                .map(this::member)
                                .sorted(Comparator.comparing(GroupMembers.Member::id))
                                .toList());
    }

    private GroupMembers.Member member(MemberDescription member) {
        return new GroupMembers.Member(
                member.consumerId(),
                member.clientId(),
                member.host(),
                member.assignment().topicPartitions().stream()
                        .filter(partition -> partition.topic().equals(topic))
                        .map(TopicPartition::partition)
                        .sorted()
                        .toList());
    }

    /** Returns null if the group does not exist. */
    private static <T> @Nullable T get(KafkaFuture<T> answer) throws ExecutionException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return null;
            }
            throw e;
        }
    }

    /**
     * The positions and the group, as the brokers report them.
     *
     * @param replication the partitions, and the brokers that have them
     * @param ends the offset at which a consumer of committed records is up to date, by partition; without partitions that have no leader
     * @param committed the committed offsets by partition, without partitions that have none
     */
    record Reading(
            Replication replication, Map<Integer, Long> ends, Map<Integer, Long> committed, GroupMembers group) {}
}
