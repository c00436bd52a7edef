package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.stack.Stack;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;

/** The topic's partitions. */
final class Partitions {

    private static final String TOPIC = "categoryChanged";
    // Twice with each fault of a run of pairs.
    private static final int MOST = 200;

    private Partitions() {}

    /** Adds one, as long as there are not very many. */
    static void add(Stack stack) throws InterruptedException {
        Bounded.until("to add a partition", () -> {
            try (Admin admin = Brokers.admin(stack.bootstrapServers())) {
                int now = admin.describeTopics(List.of(TOPIC)).allTopicNames().get().values().stream()
                        .mapToInt(topic -> topic.partitions().size())
                        .sum();
                if (now < MOST) {
                    admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(now + 1)))
                            .all()
                            .get();
                }
                return true;
            }
        });
    }
}
