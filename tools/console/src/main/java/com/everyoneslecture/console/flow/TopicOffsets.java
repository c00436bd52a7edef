package com.everyoneslecture.console.flow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * The ends of topics, and the beginnings of their dead letter topics.
 *
 * @param ends the ends by topic and partition
 * @param letters the number of records in each dead letter topic
 */
record TopicOffsets(Map<String, Map<Integer, Long>> ends, Map<String, Long> letters) {

    static TopicOffsets read(Admin admin, TopicSelection.Selected selected)
            throws ExecutionException, InterruptedException {
        Set<String> names = new HashSet<>(selected.topics());
        names.addAll(selected.deadLetterTopics());
        Set<TopicPartition> partitions = new HashSet<>();
        Map<String, Map<Integer, Long>> ends = new HashMap<>();
        admin.describeTopics(names).allTopicNames().get().forEach((name, description) -> {
            ends.put(name, new TreeMap<>());
            description.partitions().forEach(one -> partitions.add(new TopicPartition(name, one.partition())));
        });
        offsets(admin, partitions, OffsetSpec.latest())
                .forEach((partition, end) -> ends.computeIfAbsent(partition.topic(), name -> new TreeMap<>())
                        .put(partition.partition(), end));
        partitions.removeIf(partition -> !selected.deadLetterTopics().contains(partition.topic()));
        Map<String, Long> letters = new HashMap<>();
        offsets(admin, partitions, OffsetSpec.earliest())
                .forEach((partition, begin) -> letters.merge(
                        partition.topic(),
                        ends.getOrDefault(partition.topic(), Map.of()).getOrDefault(partition.partition(), begin)
                                - begin,
                        Long::sum));
        return new TopicOffsets(ends, letters);
    }

    Map<Integer, Long> ends(String topic) {
        return ends.getOrDefault(topic, Map.of());
    }

    long deadLetters(String topic) {
        return letters.getOrDefault(topic + TopicSelection.DEAD_LETTERS, 0L);
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, Set<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, spec));
        ListOffsetsResult answer = admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found :
                answer.all().get().entrySet()) {
            offsets.put(found.getKey(), found.getValue().offset());
        }
        return offsets;
    }
}
