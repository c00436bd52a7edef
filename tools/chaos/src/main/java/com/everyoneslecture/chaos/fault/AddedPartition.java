package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.stack.Stack;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;

/** Adds one partition to each topic. */
final class AddedPartition implements Fault {

    // Enough for two more with each fault of a run of pairs.
    private static final int MOST = 200;

    private final int most;

    AddedPartition() {
        this(MOST);
    }

    /** @param most the maximum number of partitions of a topic */
    AddedPartition(int most) {
        this.most = most;
    }

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
    public Optional<String> obstacle(Stack stack) throws InterruptedException {
        Map<Aggregate, Integer> found = new EnumMap<>(Aggregate.class);
        Bounded.until("to count the partitions", () -> {
            try (Admin admin = Brokers.admin(stack.kafkaClient())) {
                Set<String> topics = admin.listTopics().names().get();
                for (Aggregate aggregate : Aggregate.values()) {
                    if (topics.contains(aggregate.topic())) {
                        found.put(aggregate, count(admin, aggregate));
                    }
                }
                return true;
            }
        });
        return found.values().stream().allMatch(count -> count >= most)
                ? Optional.of("no topic has fewer than " + most + " partitions")
                : Optional.empty();
    }

    @Override
    public boolean isWithinReach(Stack stack) throws InterruptedException {
        return Brokers.reachable(stack.kafkaClient());
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        inject(stack, aggregate -> {});
    }

    /** Adds one partition to each existing topic, up to the maximum. It adds one and not two, even if an answer is lost. */
    @Override
    public void inject(Stack stack, Consumer<Aggregate> adding) throws InterruptedException {
        for (Aggregate aggregate : Aggregate.values()) {
            add(stack, aggregate, adding);
        }
    }

    private void add(Stack stack, Aggregate aggregate, Consumer<Aggregate> adding) throws InterruptedException {
        int[] wanted = new int[1];
        Bounded.until("to add a partition to " + aggregate.topic(), () -> {
            try (Admin admin = Brokers.admin(stack.kafkaClient())) {
                if (!admin.listTopics().names().get().contains(aggregate.topic())) {
                    return true;
                }
                int now = count(admin, aggregate);
                if (wanted[0] == 0) {
                    wanted[0] = Math.min(now + 1, most);
                    if (now < wanted[0]) {
                        adding.accept(aggregate);
                    }
                }
                if (now < wanted[0]) {
                    admin.createPartitions(Map.of(aggregate.topic(), NewPartitions.increaseTo(wanted[0])))
                            .all()
                            .get();
                }
                return true;
            }
        });
    }

    private static int count(Admin admin, Aggregate aggregate) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(aggregate.topic())).allTopicNames().get().values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .sum();
    }

    @Override
    public void lift(Stack stack) {
        // Kafka cannot remove partitions.
    }
}
