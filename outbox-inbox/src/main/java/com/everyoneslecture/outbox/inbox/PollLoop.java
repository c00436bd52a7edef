package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.retry.FailurePolicy;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one consumer session after the other until it is stopped. Only the loop's own thread uses the consumer, except
 * for the consumer's {@code wakeup}, which any thread may call.
 *
 * <p>{@link #start} returns at once, whether Kafka and the database are reachable or not. {@link #stop} returns when
 * the loop has ended, after 4 s at the latest; it may be called twice, or before the start. A stopped loop cannot be
 * started again.
 */
@API(status = API.Status.INTERNAL)
public final class PollLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

    /**
     * The time that a running batch has to finish; then its database connection is cut and its waits are interrupted.
     */
    private static final Duration GRACE = Duration.ofMillis(1_500);

    private static final Duration BOUND = Duration.ofMillis(2_500);

    private final String topic;
    private final int batchSize;
    private final LoopParts parts;
    private final Clock clock;
    private final LoopStatus status;
    private final StopSignal stop = new StopSignal();
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private boolean oneByOne;

    public PollLoop(ConsumeSettings settings, LoopParts parts, FailurePolicy policy, Clock clock) {
        this.topic = settings.topic().value();
        this.thread = new Thread(this::run, "poll-loop-" + topic);
        this.batchSize = settings.batchSize();
        this.parts = parts;
        this.clock = clock;
        this.status = new LoopStatus(policy, settings.backoff(), clock, parts.listener());
    }

    public synchronized void start() {
        if (!stop.isGiven() && thread.getState() == Thread.State.NEW) {
            status.starting();
            thread.start();
        }
    }

    /**
     * Stops after the running batch, or within it if it takes longer than 1.5 s; in both cases nothing is lost.
     */
    public synchronized void stop() {
        stop.give();
        Consumer<byte[], byte[]> polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
        if (!ended(GRACE)) {
            parts.handler().abort();
            thread.interrupt();
            if (!ended(BOUND)) {
                LOG.warn(
                        "The poll loop did not stop in time; records that are not applied are read again after the next start");
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    public LoopState state() {
        return status.state();
    }

    /** Returns whether the loop's thread runs; see also {@link #state}. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    private boolean ended(Duration bound) {
        try {
            thread.join(bound.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void run() {
        try {
            for (int attempt = 1; !stop.isGiven(); attempt++) {
                attempt = session(attempt);
            }
            parts.deadLetters().close();
            status.stopped();
        } catch (Throwable failure) {
            status.died(failure);
            throw failure;
        }
    }

    /**
     * Runs one session, and the wait after it; returns the number of consecutive sessions that failed before they joined,
     * including this one.
     */
    private int session(int attempt) {
        boolean joined = false;
        try (Pace pace = new Pace(parts.clients(), batchSize, oneByOne);
                ConsumerSession session = open(pace)) {
            try {
                session.run();
                oneByOne ^= pace.changes();
            } finally {
                joined = session.joined();
            }
        } catch (WakeupException | InterruptException stopping) {
            LOG.debug("The poll loop was woken to stop");
        } catch (RuntimeException failure) {
            stop.await(status.failed(failure, joined ? 1 : attempt));
        } finally {
            consumer = null;
        }
        return joined ? 0 : attempt;
    }

    private ConsumerSession open(Pace pace) {
        Consumer<byte[], byte[]> opened = parts.clients().consumer(pace.records());
        consumer = opened;
        parts.listener().onConsumer(opened);
        return new ConsumerSession(topic, opened, pace, parts, status, stop, clock);
    }
}
