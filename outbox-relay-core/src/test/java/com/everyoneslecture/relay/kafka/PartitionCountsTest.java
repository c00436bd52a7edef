package com.everyoneslecture.relay.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class PartitionCountsTest {

    private final PartitionCounts counts = new PartitionCounts();
    private final Uuid id = Uuid.randomUuid();

    @Test
    void choosesThePartitionThatKafkasOwnPartitionerChooses() {
        counts.observe(topic(id, 12));
        for (int key = 0; key < 1_000; key++) {
            byte[] bytes = ("key-" + key).getBytes(UTF_8);
            assertThat(counts.partition("topic", bytes)).isEqualTo(BuiltInPartitioner.partitionForKey(bytes, 12));
        }
    }

    @Test
    void leavesATopicThatIsNotKnownToTheProducer() {
        assertThat(counts.partition("topic", new byte[] {1})).isNull();
    }

    @Test
    void neverShrinks() {
        counts.observe(topic(id, 12));
        counts.observe(topic(id, 6));
        assertThat(partitionsOfManyKeys()).anyMatch(partition -> partition >= 6);
    }

    @Test
    void growsWithTheTopic() {
        counts.observe(topic(id, 6));
        assertThat(partitionsOfManyKeys()).allMatch(partition -> partition < 6);
        counts.observe(topic(id, 12));
        assertThat(partitionsOfManyKeys()).anyMatch(partition -> partition >= 6);
    }

    @Test
    void beginsAnewWithATopicThatWasMadeAgain() {
        counts.observe(topic(id, 12));
        counts.observe(topic(Uuid.randomUuid(), 3));
        assertThat(partitionsOfManyKeys()).allMatch(partition -> partition < 3);
    }

    private List<Integer> partitionsOfManyKeys() {
        return IntStream.range(0, 200)
                .mapToObj(key -> counts.partition("topic", ("key-" + key).getBytes(UTF_8)))
                .toList();
    }

    static TopicDescription topic(Uuid id, int partitions) {
        List<TopicPartitionInfo> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartitionInfo(partition, Node.noNode(), List.of(), List.of()))
                .toList();
        return new TopicDescription("topic", false, all, null, id);
    }
}
