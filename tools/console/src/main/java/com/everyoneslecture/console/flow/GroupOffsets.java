package com.everyoneslecture.console.flow;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * The offsets that consumer groups have committed.
 *
 * @param states the state that Kafka reports of each group
 * @param committed the offset of each group, by partition
 */
record GroupOffsets(Map<String, String> states, Map<TopicPartition, Map<String, Long>> committed) {

    private static final int MOST = 200;

    /** Reads the groups that the console may describe; brokers do not list the others. */
    static GroupOffsets read(Admin admin, NamePatterns patterns) throws ExecutionException, InterruptedException {
        Map<String, String> states = new TreeMap<>();
        Collection<GroupListing> listed =
                admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get();
        listed.stream()
                .filter(group -> patterns.match(group.groupId()))
                .sorted(java.util.Comparator.comparing(GroupListing::groupId))
                .limit(MOST)
                .forEach(group -> states.put(
                        group.groupId(),
                        group.groupState().map(Object::toString).orElse("Unknown")));
        Map<TopicPartition, Map<String, Long>> committed = new HashMap<>();
        if (!states.isEmpty()) {
            Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
            states.keySet().forEach(group -> wanted.put(group, new ListConsumerGroupOffsetsSpec()));
            ListConsumerGroupOffsetsResult answer = admin.listConsumerGroupOffsets(wanted);
            for (String group : states.keySet()) {
                offsets(answer, group).forEach((partition, offset) -> {
                    if (offset != null) {
                        committed
                                .computeIfAbsent(partition, one -> new TreeMap<>())
                                .put(group, offset.offset());
                    }
                });
            }
        }
        return new GroupOffsets(states, committed);
    }

    Map<String, Long> of(TopicPartition partition) {
        return committed.getOrDefault(partition, Map.of());
    }

    @Nullable
    String state(String group) {
        return states.get(group);
    }

    /** Returns no offsets for a group that has been deleted meanwhile, or that the console may list but not read. */
    private static Map<TopicPartition, OffsetAndMetadata> offsets(ListConsumerGroupOffsetsResult answer, String group)
            throws ExecutionException, InterruptedException {
        try {
            return answer.partitionsToOffsetAndMetadata(group).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException
                    && !(e.getCause() instanceof org.apache.kafka.common.errors.RetriableException)) {
                return Map.of();
            }
            throw e;
        }
    }
}
