package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.stack.Stack;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/** The topic gets one more partition. */
final class AddedPartition implements Fault {

    private static final String TOPIC = "categoryChanged";

    // Twice with each fault of a run of pairs.
    private static final int MOST = 200;

    @Override
    public String name() {
        return "add-partition";
    }

    @Override
    public String description() {
        return "the topic gets one more partition";
    }

    @Override
    public boolean isMomentary() {
        return true;
    }

    @Override
    public int addedPartitions() {
        return 1;
    }

    /** Adds one, as long as there are not very many; one and not two, though an answer may be lost. */
    @Override
    public void inject(Stack stack) throws InterruptedException {
        int[] wanted = new int[1];
        Bounded.until("to add a partition", () -> {
            try (Admin admin = Brokers.admin(stack.kafkaClient())) {
                int now = count(admin.describeTopics(List.of(TOPIC)).allTopicNames());
                wanted[0] = wanted[0] == 0 ? Math.min(now + 1, MOST) : wanted[0];
                if (now < wanted[0]) {
                    admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(wanted[0])))
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
        // Partitions cannot be taken away.
    }
}
