package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/** Adds one partition to each topic. */
final class AddedPartition implements Fault {

    private static final List<String> TOPICS =
            Stream.of(Aggregate.values()).map(Aggregate::topic).toList();

    // Enough for two more with each fault of a run of pairs.
    private static final int MOST = 200;

    @Override
    public String name() {
        return "add-partition";
    }

    @Override
    public String description() {
        return "each topic gets one more partition";
    }

    @Override
    public boolean isMomentary() {
        return true;
    }

    @Override
    public int addedPartitions() {
        return 1;
    }

    /** Adds one partition to each existing topic, up to a maximum of 200. It adds one and not two, even if an answer is lost. */
    @Override
    public void inject(Stack stack) throws InterruptedException {
        for (String topic : TOPICS) {
            add(stack, topic);
        }
    }

    private static void add(Stack stack, String topic) throws InterruptedException {
        int[] wanted = new int[1];
        Bounded.until("to add a partition to " + topic, () -> {
            try (Admin admin = Brokers.admin(stack.kafkaClient())) {
                if (!admin.listTopics().names().get().contains(topic)) {
                    return true;
                }
                int now = count(admin.describeTopics(List.of(topic)).allTopicNames());
                wanted[0] = wanted[0] == 0 ? Math.min(now + 1, MOST) : wanted[0];
                if (now < wanted[0]) {
                    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(wanted[0])))
                            .all()
                            .get();
                }
                return true;
            }
        });
    }

    private static int count(KafkaFuture<Map<String, TopicDescription>> topics) throws Exception {
        return topics.get().values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .sum();
    }

    @Override
    public void lift(Stack stack) {
        // Kafka cannot remove partitions.
    }
}
