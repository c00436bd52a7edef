package com.everyoneslecture.relay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionWatchTest {

    private static final byte[] KEY = {3, 1, 4};

    private final Uuid id = Uuid.randomUuid();
    private final PartitionCounts counts = new PartitionCounts();
    private final AtomicLong nanos = new AtomicLong();
    private final List<KafkaFutureImpl<TopicDescription>> questions = new ArrayList<>();
    private final PartitionWatch watch = new PartitionWatch(counts, this::ask, Duration.ofSeconds(10), nanos::get);

    @BeforeEach
    void observe() {
        counts.observe(PartitionCountsTest.topic(id, 1));
    }

    @Test
    void asksNoMoreOftenThanItsInterval() throws Exception {
        watch.atBoundary();
        assertThat(questions).isEmpty();

        passes(10);
        watch.atBoundary();
        watch.atBoundary();
        assertThat(questions).hasSize(1);

        questions.get(0).complete(PartitionCountsTest.topic(id, 1));
        passes(100);
        watch.atBoundary();
        watch.atBoundary();
        assertThat(questions).hasSize(1);
        passes(10);
        watch.atBoundary();
        assertThat(questions).hasSize(2);
    }

    @Test
    void appliesAnAnswerAtABoundaryOnly() throws Exception {
        passes(10);
        watch.atBoundary();
        questions.get(0).complete(PartitionCountsTest.topic(id, 1_000));
        assertThat(counts.partition("topic", KEY)).isZero();

        watch.atBoundary();
        assertThat(counts.partition("topic", KEY)).isPositive();
    }

    @Test
    void keepsWhatItKnowsWhereTheBrokersDoNotAnswer() throws Exception {
        passes(10);
        watch.atBoundary();
        questions.get(0).completeExceptionally(new TimeoutException("no answer"));
        watch.atBoundary();
        assertThat(counts.partition("topic", KEY)).isZero();

        passes(10);
        watch.atBoundary();
        assertThat(questions).hasSize(2);
    }

    private Map<String, KafkaFuture<TopicDescription>> ask(Set<String> topics) {
        assertThat(topics).containsExactly("topic");
        KafkaFutureImpl<TopicDescription> question = new KafkaFutureImpl<>();
        questions.add(question);
        return Map.of("topic", question);
    }

    private void passes(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
