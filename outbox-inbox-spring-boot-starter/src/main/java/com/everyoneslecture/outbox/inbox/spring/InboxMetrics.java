package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.BatchHandler.Applied;
import com.everyoneslecture.outbox.inbox.DeadLetter;
import com.everyoneslecture.outbox.inbox.LoopListener;
import com.everyoneslecture.outbox.inbox.LoopState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The meters of one topic. */
final class InboxMetrics implements LoopListener {

    private final Counter applied;
    private final Counter alreadyApplied;
    private final Counter ignored;
    private final Counter deadLetters;
    private final Counter lost;
    private final Timer batches;
    private volatile long lag;
    private volatile boolean reading;

    InboxMetrics(MeterRegistry registry, String topic) {
        this.applied = events(registry, topic, "applied");
        this.alreadyApplied = events(registry, topic, "already_applied");
        this.ignored = events(registry, topic, "ignored");
        this.deadLetters = events(registry, topic, "dead_letter");
        this.lost = events(registry, topic, "lost");
        this.batches = Timer.builder("inbox.batch")
                .description("Time to apply a batch")
                .tag("topic", topic)
                .register(registry);
        Gauge.builder("inbox.lag", this, metrics -> (double) metrics.lag)
                .description("Records that this instance has yet to apply, with those behind an open transaction")
                .tag("topic", topic)
                .register(registry);
        Gauge.builder("inbox.reading", this, metrics -> metrics.reading ? 1 : 0)
                .description("1 while the topic is read, 0 in backoff, halted or stopped")
                .tag("topic", topic)
                .register(registry);
    }

    @Override
    public void onState(LoopState state) {
        reading = state instanceof LoopState.Polling;
    }

    @Override
    public void onBatch(int records, Applied outcome, Duration took) {
        applied.increment(outcome.applied());
        alreadyApplied.increment(outcome.alreadyApplied());
        ignored.increment(outcome.ignored());
        batches.record(took);
    }

    @Override
    public void onDeadLetters(List<DeadLetter> letters) {
        deadLetters.increment(letters.size());
    }

    @Override
    public void onLost(long records) {
        lost.increment((double) records);
    }

    @Override
    public void onLag(Map<Integer, Long> lagByPartition) {
        lag = lagByPartition.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Counter events(MeterRegistry registry, String topic, String outcome) {
        return Counter.builder("inbox.events")
                .description("Events by their outcome")
                .tag("topic", topic)
                .tag("outcome", outcome)
                .register(registry);
    }
}
