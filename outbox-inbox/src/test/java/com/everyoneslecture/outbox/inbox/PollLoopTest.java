package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.inbox.BatchHandler.Outcome;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.outbox.retry.Remedies;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.Test;

class PollLoopTest {

    @Test
    void mayBeStoppedBeforeItIsStartedAndTwiceAndStaysStopped() {
        PollLoop loop = loop();
        assertThatNoException().isThrownBy(loop::stop);
        assertThatNoException().isThrownBy(loop::stop);
        loop.start();
        assertThat(loop.isAlive()).isFalse();
        assertThat(loop.state()).isEqualTo(new LoopState.Stopped());
    }

    private static PollLoop loop() {
        ConsumeSettings settings = new ConsumeSettings(
                new TopicName("categoryChanged"),
                "CGR-lecture-categoryChanged",
                "127.0.0.1:1",
                Map.of(),
                10,
                1,
                (short) -1,
                new BackoffSettings(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)));
        KafkaClients clients = new ConfiguredKafkaClients(settings);
        return new PollLoop(
                settings,
                new LoopParts(
                        clients,
                        new Nothing(),
                        new DeadLetterTopic(settings, clients),
                        new Nothing(),
                        new Nothing(),
                        new LoopListener() {}),
                new FailurePolicy(new Remedies() {}),
                Clock.systemUTC());
    }

    private static final class Nothing implements BatchHandler, ReplayMarks, StoredOffsets {
        @Override
        public Outcome apply(ConsumerRecords<byte[], byte[]> records, OffsetMoves moves) {
            return new Applied(0, 0, 0, 0, 0, List.of());
        }

        @Override
        public void abort() {}

        @Override
        public Set<Integer> due(Set<Integer> partitions) {
            return Set.of();
        }

        @Override
        public boolean rewound(OffsetMoves beginnings) {
            return true;
        }

        @Override
        public Map<Integer, StoredOffset> find(Set<Integer> partitions) {
            return Map.of();
        }

        @Override
        public boolean move(OffsetMoves moves) {
            return true;
        }
    }
}
