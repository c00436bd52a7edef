package com.everyoneslecture.localstack.status;

import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.status.KafkaStatus.Group;
import com.everyoneslecture.localstack.status.KafkaStatus.Partition;
import com.everyoneslecture.localstack.status.KafkaStatus.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Reads topics and groups from the broker. Each request has a timeout, so that all of them take a few seconds at most. */
final class KafkaProbe {

    private static final int TIMEOUT_MILLIS = 2_000;

    private final Admin admin;

    private KafkaProbe(Admin admin) {
        this.admin = admin;
    }

    static KafkaStatus ask(KafkaServer server) {
        try (Admin admin = server.impatientAdmin()) {
            return new KafkaProbe(admin).ask();
        } catch (ExecutionException | TimeoutException e) {
            return KafkaStatus.unknown("no answer from " + server.bootstrapServers());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return KafkaStatus.unknown("interrupted");
        }
    }

    private KafkaStatus ask() throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> ends = endOffsets();
        return new KafkaStatus(topics(ends), groups(ends), null);
    }

    private Map<TopicPartition, Long> endOffsets() throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> names = answer(admin.listTopics().names());
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        answer(admin.describeTopics(names).allTopicNames())
                .values()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> asked.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer(admin.listOffsets(asked).all()).forEach((partition, found) -> ends.put(partition, found.offset()));
        return ends;
    }

    private static List<Topic> topics(Map<TopicPartition, Long> ends) {
        TreeMap<String, Map<Integer, Long>> topics = new TreeMap<>();
        ends.forEach((partition, end) -> topics.computeIfAbsent(partition.topic(), any -> new TreeMap<>())
                .put(partition.partition(), end));
        return topics.entrySet().stream()
                .map(topic -> new Topic(topic.getKey(), topic.getValue()))
                .toList();
    }

    private List<Group> groups(Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        Collection<GroupListing> listed =
                answer(admin.listGroups(ListGroupsOptions.forConsumerGroups()).valid());
        if (listed.isEmpty()) {
            return List.of();
        }
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                answer(admin.listConsumerGroupOffsets(listed.stream()
                                .collect(Collectors.toMap(
                                        GroupListing::groupId, group -> new ListConsumerGroupOffsetsSpec())))
                        .all());
        return listed.stream()
                .sorted(Comparator.comparing(GroupListing::groupId))
                .map(group -> group(group, committed.getOrDefault(group.groupId(), Map.of()), ends))
                .toList();
    }

    private static Group group(
            GroupListing listing, Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {
        Set<String> topics =
                committed.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        List<Partition> partitions = new ArrayList<>();
        ends.forEach((partition, end) -> {
            if (topics.contains(partition.topic())) {
                OffsetAndMetadata offset = committed.get(partition);
                partitions.add(
                        offset == null
                                ? new Partition(partition.topic(), partition.partition(), null, end, null)
                                : new Partition(
                                        partition.topic(),
                                        partition.partition(),
                                        offset.offset(),
                                        end,
                                        Math.max(0, end - offset.offset())));
            }
        });
        partitions.sort(Comparator.comparing(Partition::topic).thenComparingInt(Partition::partition));
        long lag = partitions.stream()
                .mapToLong(partition -> partition.lag() == null ? 0 : partition.lag())
                .sum();
        String state = listing.groupState().map(Enum::name).orElse("UNKNOWN");
        return new Group(listing.groupId(), state, partitions, lag);
    }

    private static <T> T answer(Future<T> question) throws ExecutionException, InterruptedException, TimeoutException {
        return question.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }
}
