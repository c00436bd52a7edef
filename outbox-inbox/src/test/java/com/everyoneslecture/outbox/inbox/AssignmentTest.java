package com.everyoneslecture.outbox.inbox;

import static com.everyoneslecture.outbox.inbox.TopicConsumer.partition;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    private static final StoredOffset STORED = new StoredOffset(new UUID(0, 1), 7, null);

    private final TopicConsumer consumer = new TopicConsumer(2);
    private final Offsets offsets = new Offsets(consumer);
    private final Positions positions = new Positions();
    private final Assignment assignment = new Assignment(consumer, offsets, positions);

    @BeforeEach
    void join() {
        consumer.subscribe(List.of(TopicConsumer.TOPIC), assignment);
        consumer.rebalance(List.of(partition(0), partition(1)));
    }

    @Test
    void fetchesNothingOfAPartitionUntilItIsPlaced() {
        assertThat(assignment.joined()).isTrue();
        assertThat(assignment.unplaced()).containsExactlyInAnyOrder(partition(0), partition(1));
        assertThat(consumer.paused()).containsExactlyInAnyOrder(partition(0), partition(1));

        assignment.place(partition(0), STORED);

        assertThat(assignment.unplaced()).containsExactly(partition(1));
        assertThat(consumer.paused()).containsExactly(partition(1));
    }

    @Test
    void fetchesNothingWhileItIsPausedThoughAPartitionIsPlaced() {
        assignment.pause();
        assignment.place(partition(0), STORED);
        assertThat(consumer.paused()).hasSize(2);

        assignment.resume();
        assertThat(consumer.paused()).containsExactly(partition(1));
    }

    @Test
    void commitsForTheNextOwnerOfARevokedPartition() {
        assignment.place(partition(0), STORED);
        assignment.onPartitionsRevoked(List.of(partition(0)));

        assertThat(consumer.committed(0)).isEqualTo(7);
        assertThat(assignment.withdrawals()).isEqualTo(1);
        assertThat(positions.has(partition(0))).isFalse();
    }

    @Test
    void commitsNothingOfALostPartition() {
        assignment.place(partition(0), STORED);
        assignment.onPartitionsLost(List.of(partition(0)));
        offsets.commit();

        assertThat(consumer.committed(0)).isEqualTo(-1);
        assertThat(assignment.withdrawals()).isEqualTo(1);
    }

    @Test
    void commitsNothingOfADisplacedPartition() {
        assignment.place(partition(0), STORED);
        assignment.displace(Set.of(partition(0)));
        offsets.commit();

        assertThat(consumer.committed(0)).isEqualTo(-1);
        assertThat(assignment.unplaced()).contains(partition(0));
        assertThat(consumer.paused()).contains(partition(0));
    }

    @Test
    void placesAPartitionAnewThatComesBack() {
        assignment.place(partition(0), STORED);
        consumer.rebalance(List.of(partition(1)));
        consumer.rebalance(List.of(partition(0), partition(1)));

        assertThat(assignment.unplaced()).contains(partition(0));
    }
}
