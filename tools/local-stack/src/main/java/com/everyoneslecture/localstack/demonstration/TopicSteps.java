package com.everyoneslecture.localstack.demonstration;

import com.everyoneslecture.localstack.demonstration.Narrator.Seen;
import com.everyoneslecture.localstack.stack.ComponentName;
import java.util.Map;
import java.util.Optional;

/** The steps of demonstrations on the topic of the categories and its consumer group, and observations there. */
final class TopicSteps {

    private static final String MALFORMED = "not json";

    private final Cluster cluster;
    private final Narrator narrator;

    TopicSteps(Cluster cluster, Narrator narrator) {
        this.cluster = cluster;
        this.narrator = narrator;
    }

    void sendMalformed() throws InterruptedException {
        narrator.next();
        long before = cluster.deadLetters();
        narrator.command("printf '" + MALFORMED + "\\n' | ./outbox kafka-console-producer --topic " + Cluster.TOPIC);
        cluster.send(MALFORMED);
        Seen<Long> seen = narrator.await(
                "the record in " + Cluster.DEAD_LETTERS,
                () -> Optional.of(cluster.deadLetters()).filter(end -> end > before));
        narrator.seen("deadLetter", Cluster.DEAD_LETTERS, seen.seconds());
    }

    void addPartitions() throws InterruptedException {
        narrator.next();
        int more = cluster.partitions().size() + 2;
        narrator.command("./outbox kafka-topics --alter --topic " + Cluster.TOPIC + " --partitions " + more);
        cluster.increase(more);
        narrator.seen("partitions", Cluster.TOPIC, more);
    }

    /** Returns the broker that leads the first partition. */
    ComponentName leader() throws InterruptedException {
        narrator.command("./outbox kafka-topics --describe --topic " + Cluster.TOPIC);
        int leader = cluster.partitions().get(0).leader().id();
        narrator.seen("leader", leader, Cluster.TOPIC);
        return ComponentName.brokers().get(leader - 1);
    }

    void awaitAllInSync() throws InterruptedException {
        Seen<Boolean> seen = narrator.await(
                "all replicas in sync",
                () -> Optional.of(cluster.partitions().stream()
                                .allMatch(partition -> partition.isr().size()
                                        == partition.replicas().size()))
                        .filter(all -> all));
        narrator.seen("inSync", Cluster.TOPIC, seen.seconds());
    }

    /** Waits until so many members of the projector's group share all partitions. */
    void awaitMembers(int count) throws InterruptedException {
        narrator.command("./outbox kafka-consumer-groups --describe --members --group " + Cluster.GROUP);
        int partitions = cluster.partitions().size();
        Seen<Map<String, Integer>> seen = narrator.await(
                count + " members of the group",
                () -> Optional.of(cluster.members())
                        .filter(members -> members.size() == count)
                        .filter(members -> members.values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum()
                                == partitions));
        narrator.seen("members", count, seen.value());
    }
}
