package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.inbox.LoopState.Halted;
import com.everyoneslecture.outbox.inbox.PartitionEnds.Ends;
import com.everyoneslecture.outbox.retry.FailureText;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one consumer, from joining the group to leaving it. Only the loop's thread, its owner, may call it.
 *
 * <p>Each turn polls, applies, writes dead letters and commits, in this order; the package documents the effect of a crash
 * between any two of these. A failure of the poll ends the session, because the consumer may not be usable any more; after
 * every other failure the session waits with the current batch and tries again.
 */
final class ConsumerSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerSession.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);

    /** While a partition waits for its place, which a poll does not return for. */
    private static final Duration PLACING_POLL_TIMEOUT = Duration.ofMillis(50);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final LoopParts parts;
    private final LoopStatus status;
    private final StopSignal stop;
    private final Clock clock;
    private final Poll poll;
    private final Offsets offsets;
    private final Assignment assignment;
    private final RetryLoop retries;
    private final BrokerLiveness liveness;
    private final Positions positions = new Positions();
    private final TopicIdentity identity;
    private final Placement placement;
    private final Pace pace;
    private final ForeignCommits foreignCommits;
    private final PartitionEnds ends;
    private final OpenTransactions transactions;
    private Instant nextCheck;

    ConsumerSession(
            String topic,
            Consumer<byte[], byte[]> consumer,
            Pace pace,
            LoopParts parts,
            LoopStatus status,
            StopSignal stop,
            Clock clock) {
        this.topic = topic;
        this.consumer = consumer;
        this.pace = pace;
        this.parts = parts;
        this.status = status;
        this.stop = stop;
        this.clock = clock;
        this.identity = new TopicIdentity(topic, parts.clients());
        this.poll = new Poll(consumer, new OffsetReset(consumer, parts.listener(), positions, identity));
        this.offsets = new Offsets(consumer);
        this.assignment = new Assignment(consumer, offsets, positions);
        this.retries = new RetryLoop(poll, assignment, status, stop, clock);
        this.liveness = new BrokerLiveness(consumer, clock);
        this.placement = new Placement(consumer, parts, offsets, positions, assignment, identity, pace);
        this.foreignCommits = new ForeignCommits(topic, consumer, parts.offsets(), clock);
        this.ends = new PartitionEnds(identity::admin, clock);
        this.transactions = new OpenTransactions();
        this.nextCheck = clock.instant();
    }

    /** Returns when the loop is to stop, or the next session to have another pace. */
    void run() {
        consumer.subscribe(List.of(topic), assignment);
        while (!stop.isGiven() && !pace.changes()) {
            turn();
        }
    }

    private void turn() {
        boolean placed = assignment.joined() && assignment.unplaced().isEmpty();
        ConsumerRecords<byte[], byte[]> records = poll.records(placed ? POLL_TIMEOUT : PLACING_POLL_TIMEOUT);
        tellState();
        Map<TopicPartition, OffsetAndMetadata> next = records.nextOffsets();
        if (next.isEmpty() || handle(new Batch(records, parts, positions))) {
            offsets.applied(next);
        } else {
            assignment.displace(next.keySet());
        }
        if (!stop.isGiven()) {
            retries.run(this::settle);
            tellLag();
        }
    }

    /** Returns whether the batch's offsets may be committed: only if all of it is applied or acknowledged as dead letters. */
    private boolean handle(Batch batch) {
        return retries.run(batch::apply) && retries.run(batch::writeDeadLetters) && retries.run(batch::passDeadLetters);
    }

    /**
     * Places partitions that were just assigned or have to be read from another offset, and commits the offsets of the database
     * for the group. It commits also for a partition that never had a record, because without an offset Kafka's tools cannot
     * show its lag.
     */
    private boolean settle() throws SQLException {
        if (!clock.instant().isBefore(nextCheck)) {
            placement.recheck();
            pace.reconsider(placed());
            foreignCommits.check();
            ends.refresh(positions.partitions());
            transactions.check(ends.known());
            nextCheck = clock.instant().plus(CHECK_INTERVAL);
        }
        placement.place();
        offsets.commit();
        pace.next(placed());
        return true;
    }

    private Map<TopicPartition, Long> placed() {
        Map<TopicPartition, Long> placed = new HashMap<>();
        positions
                .partitions()
                .forEach(partition -> placed.put(
                        partition,
                        Objects.requireNonNull(positions.of(partition)).next()));
        return placed;
    }

    private void tellState() {
        liveness.check();
        Halted foreign = foreignCommits.found();
        Halted blocked = transactions.found();
        if (liveness.isSilent()) {
            status.silent(liveness.heardAt());
        } else if (foreign != null) {
            status.halted(foreign);
        } else if (blocked != null) {
            status.halted(blocked);
        } else if (assignment.joined()) {
            status.polling();
        }
    }

    /**
     * The consumer knows its lag to the last stable offset at once, but not the records behind an open transaction; the brokers'
     * end includes them, and is a second old. At the end of the partition both are 0, because the position is behind the last
     * marker of a transaction.
     */
    private void tellLag() {
        Map<Integer, Long> lags = new HashMap<>();
        Map<TopicPartition, Ends> known = ends.known();
        for (TopicPartition partition : consumer.assignment()) {
            consumer.currentLag(partition).ifPresent(lag -> lags.put(partition.partition(), lag));
            StoredOffset position = positions.of(partition);
            Ends own = known.get(partition);
            if (position != null && own != null) {
                lags.merge(partition.partition(), Math.max(0, own.end() - position.next()), Math::max);
            }
        }
        parts.listener().onLag(lags);
    }

    boolean joined() {
        return assignment.joined();
    }

    /**
     * Leaves the group, after a last attempt to commit the applied offsets. Both are bounded, because Kafka may be unreachable.
     */
    @Override
    public void close() {
        // stop() interrupts a wait that takes too long; leaving the group must not fail because of that.
        Thread.interrupted();
        try {
            offsets.commitLast(CLOSE_TIMEOUT);
        } catch (KafkaException e) {
            LOG.atInfo()
                    .addKeyValue("cause", FailureText.ofCause(e))
                    .log("The last commit failed; a later commit covers it");
        } finally {
            identity.close();
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }
}
