package com.everyoneslecture.relay.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.junit.jupiter.api.Test;

class InSyncReplicasTest {

    @Test
    void namesThePartitionAndTheRemedy() {
        assertThatThrownBy(() -> InSyncReplicas.require(topic(3, 1), minimum("2")))
                .isInstanceOf(NotEnoughReplicasException.class)
                .hasMessageContaining("partition 1 of topic 'topic' has 1 of the 2 replicas in sync")
                .hasMessageContaining("start the brokers that hold the others");
    }

    @Test
    void passWhereThereAreEnough() {
        assertThatCode(() -> InSyncReplicas.require(topic(3, 2), minimum("2"))).doesNotThrowAnyException();
    }

    @Test
    void requireNoMoreThanThereAreReplicasAsBrokersDo() {
        assertThatCode(() -> InSyncReplicas.require(topic(1, 1), minimum("2"))).doesNotThrowAnyException();
    }

    @Test
    void requireALeaderWhereTheMinimumIsNotKnown() {
        assertThatCode(() -> InSyncReplicas.require(topic(3, 1), null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> InSyncReplicas.require(topic(3, 0), null))
                .isInstanceOf(NotEnoughReplicasException.class);
    }

    /** Returns a topic with two partitions. The second one has this number of replicas in sync. */
    private static TopicDescription topic(int replicas, int inSync) {
        return new TopicDescription(
                "topic",
                false,
                List.of(
                        new TopicPartitionInfo(0, Node.noNode(), nodes(replicas), nodes(replicas)),
                        new TopicPartitionInfo(1, Node.noNode(), nodes(replicas), nodes(inSync))));
    }

    private static List<Node> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> new Node(id, "broker", 9092))
                .toList();
    }

    private static Config minimum(String value) {
        return new Config(List.of(new ConfigEntry("min.insync.replicas", value)));
    }
}
