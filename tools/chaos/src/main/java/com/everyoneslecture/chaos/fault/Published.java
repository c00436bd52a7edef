package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.stack.Stack;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The ends of the topics at one moment. Offsets alone do not tell what was published later: the end of a transaction takes one, too, also
 * that of an aborted one.
 *
 * @param ends the end of each partition
 */
record Published(Map<TopicPartition, Long> ends) {

    private static final Duration POLL = Duration.ofMillis(200);

    Published {
        ends = Map.copyOf(ends);
    }

    /** Returns the present ends, behind all records, also those of transactions that are open. */
    static Published now(Stack stack) throws InterruptedException {
        return now(stack, IsolationLevel.READ_UNCOMMITTED);
    }

    private static Published now(Stack stack, IsolationLevel isolation) throws InterruptedException {
        AtomicReference<Map<TopicPartition, Long>> found = new AtomicReference<>(Map.of());
        Bounded.until("to read the ends of the topics", () -> {
            try (Admin admin = Brokers.admin(stack.kafkaClient())) {
                found.set(ends(admin, isolation));
                return true;
            }
        });
        return new Published(found.get());
    }

    /** Returns the number of records that were committed from these ends to the present ones. */
    long since(Stack stack) throws InterruptedException {
        Published later = now(stack, IsolationLevel.READ_COMMITTED);
        long[] count = new long[1];
        Bounded.until("to read what was published", () -> {
            count[0] = 0;
            Map<String, Object> settings = new HashMap<>(stack.kafkaClient());
            settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.assign(later.ends().keySet());
                later.ends().keySet().forEach(partition -> consumer.seek(partition, ends.getOrDefault(partition, 0L)));
                long deadline = System.nanoTime() + Bounded.BOUND.toNanos() / 2;
                while (later.ends().entrySet().stream()
                        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                    if (System.nanoTime() - deadline > 0) {
                        return false;
                    }
                    count[0] += consumer.poll(POLL).count();
                }
                return true;
            }
        });
        return count[0];
    }

    private static Map<TopicPartition, Long> ends(Admin admin, IsolationLevel isolation) throws Exception {
        Set<String> existing = admin.listTopics().names().get();
        List<String> topics = Arrays.stream(Aggregate.values())
                .map(Aggregate::topic)
                .filter(existing::contains)
                .toList();
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(partition ->
                            asked.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        return admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
