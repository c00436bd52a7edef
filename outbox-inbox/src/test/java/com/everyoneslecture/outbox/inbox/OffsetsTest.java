package com.everyoneslecture.outbox.inbox;

import static com.everyoneslecture.outbox.inbox.TopicConsumer.partition;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OffsetsTest {

    private final TopicConsumer consumer = new TopicConsumer(2);
    private final Offsets offsets = new Offsets(consumer);

    @BeforeEach
    void assign() {
        consumer.assign(List.of(partition(0), partition(1)));
    }

    @Test
    void areCommittedOnce() {
        applied(0, 3);
        offsets.commit();
        offsets.commit();

        assertThat(consumer.committed(0)).isEqualTo(3);
        assertThat(consumer.commits()).hasSize(1);
    }

    @Test
    void areCommittedLaterWhereARebalancePutsTheCommitOff() {
        applied(0, 3);
        consumer.rebalancing(true);
        offsets.commit();
        assertThat(consumer.committed(0)).isEqualTo(-1);

        consumer.rebalancing(false);
        offsets.commit();
        assertThat(consumer.committed(0)).isEqualTo(3);
    }

    @Test
    void ofRevokedPartitionsAloneAreHandedOver() {
        applied(0, 3);
        applied(1, 5);

        offsets.handOver(List.of(partition(0)));

        assertThat(consumer.committed(0)).isEqualTo(3);
        assertThat(consumer.committed(1)).isEqualTo(-1);
        applied(1, 6);
        offsets.commit();
        assertThat(consumer.commits()).last().isEqualTo(Map.of(partition(1), new OffsetAndMetadata(6)));
    }

    @Test
    void ofLostPartitionsAreNeverCommitted() {
        applied(0, 3);
        offsets.forget(List.of(partition(0)));
        offsets.commit();

        assertThat(consumer.committed(0)).isEqualTo(-1);
    }

    @Test
    void areCommittedNoMoreAfterTheLastAttempt() {
        applied(0, 3);
        consumer.rebalancing(true);
        offsets.commitLast(Duration.ofMillis(1));
        consumer.rebalancing(false);
        offsets.commit();

        assertThat(consumer.committed(0)).isEqualTo(-1);
    }

    private void applied(int partition, long next) {
        offsets.applied(Map.of(partition(partition), new OffsetAndMetadata(next)));
    }
}
