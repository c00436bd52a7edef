package com.everyoneslecture.relay.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects added partitions. It queries the brokers in the background, and applies the response between two batches: everything
 * before is committed, so a key moves to its new partition once, after all of its records in the old one.
 *
 * <p>Used by one thread. It never waits.
 */
public final class PartitionWatch {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionWatch.class);

    private final PartitionCounts counts;
    private final Function<Set<String>, Map<String, KafkaFuture<TopicDescription>>> brokers;
    private final long intervalNanos;
    private final LongSupplier nanoClock;
    private @Nullable Map<String, KafkaFuture<TopicDescription>> asked;
    private long answeredNanos;

    /**
     * @param brokers describes topics, asynchronously
     * @param interval from an answer to the next question
     */
    public PartitionWatch(
            PartitionCounts counts,
            Function<Set<String>, Map<String, KafkaFuture<TopicDescription>>> brokers,
            Duration interval,
            LongSupplier nanoClock) {
        this.counts = counts;
        this.brokers = brokers;
        this.intervalNanos = interval.toNanos();
        this.nanoClock = nanoClock;
        this.answeredNanos = nanoClock.getAsLong();
    }

    /**
     * Applies a response that has arrived, or sends a new request when the last response is old. Called between two batches.
     */
    public void atBoundary() throws InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> answers = asked;
        if (answers == null) {
            if (nanoClock.getAsLong() - answeredNanos >= intervalNanos) {
                asked = brokers.apply(Set.copyOf(counts.topics()));
            }
        } else if (answers.values().stream().allMatch(KafkaFuture::isDone)) {
            for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
                apply(answer.getKey(), answer.getValue());
            }
            asked = null;
            answeredNanos = nanoClock.getAsLong();
        }
    }

    private void apply(String topic, KafkaFuture<TopicDescription> answer) throws InterruptedException {
        try {
            counts.observe(answer.get());
        } catch (ExecutionException | CancellationException e) {
            LOG.atDebug().addKeyValue("topic", topic).setCause(e).log("the partitions could not be read");
        }
    }
}
