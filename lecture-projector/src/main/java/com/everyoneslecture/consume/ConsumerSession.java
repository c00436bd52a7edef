package com.everyoneslecture.consume;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one consumer, from joining the group to leaving it. Only the loop's thread may call it: it owns the consumer.
 *
 * <p>Each turn polls, applies, writes dead letters and commits, in this order; the package says what a crash between any two
 * of these means. A failure of the poll ends the session, since the consumer may be past using; every other failure is waited
 * out with the batch in hand.
 */
final class ConsumerSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerSession.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final LoopParts parts;
    private final LoopStatus status;
    private final StopSignal stop;
    private final Clock clock;
    private final Poll poll;
    private final Offsets offsets;
    private final Assignment assignment;
    private final Persistence persistence;
    private final BrokerContact contact;
    private final Replay replay;
    private Instant nextCheck;

    ConsumerSession(
            Consumer<byte[], byte[]> consumer, LoopParts parts, LoopStatus status, StopSignal stop, Clock clock) {
        this.consumer = consumer;
        this.parts = parts;
        this.status = status;
        this.stop = stop;
        this.clock = clock;
        this.poll = new Poll(consumer, parts.listener());
        this.offsets = new Offsets(consumer);
        this.assignment = new Assignment(consumer, offsets);
        this.persistence = new Persistence(poll, assignment, status, stop, clock);
        this.contact = new BrokerContact(consumer, clock);
        this.replay = new Replay(consumer, poll, offsets, parts.marks(), parts.listener());
        this.nextCheck = clock.instant();
    }

    /** Returns when the loop is to stop. */
    void run(String topic) {
        consumer.subscribe(List.of(topic), assignment);
        while (!stop.isGiven()) {
            turn();
        }
    }

    private void turn() {
        ConsumerRecords<byte[], byte[]> records = poll.records(POLL_TIMEOUT);
        tellState();
        if (!records.isEmpty() && !handle(new Batch(records, parts, replay))) {
            poll.rewind(records);
            assignment.unsettle(records.nextOffsets().keySet());
            return;
        }
        offsets.applied(records.nextOffsets());
        persistence.persist(this::settle);
        tellLag();
    }

    /** Whether the batch's offsets may be committed: only once all of it is applied or acknowledged as dead letters. */
    private boolean handle(Batch batch) {
        return persistence.persist(batch::apply) && persistence.persist(batch::writeDeadLetters);
    }

    /**
     * Commits, also the positions of partitions that have just come and may never have had a record: without an offset of
     * theirs Kafka's tools cannot tell their lag. Then replays what is due; asking that also finds out, while no record comes,
     * that the database is away.
     */
    private boolean settle() throws SQLException {
        for (TopicPartition partition : assignment.unsettled()) {
            offsets.applied(Map.of(partition, poll.position(partition)));
        }
        offsets.commit();
        if (!assignment.unsettled().isEmpty() || !clock.instant().isBefore(nextCheck)) {
            replayWhatIsDue();
            nextCheck = clock.instant().plus(CHECK_INTERVAL);
        }
        assignment.settled();
        return true;
    }

    private void replayWhatIsDue() throws SQLException {
        Set<Integer> mine =
                consumer.assignment().stream().map(TopicPartition::partition).collect(Collectors.toSet());
        Set<Integer> due = mine.isEmpty() ? mine : parts.marks().due(mine);
        if (!due.isEmpty()) {
            replay.fromBeginning(due);
        }
    }

    private void tellState() {
        contact.listen();
        if (contact.isSilent()) {
            status.silent(contact.heardAt());
        } else if (assignment.joined()) {
            status.polling();
        }
    }

    private void tellLag() {
        Map<Integer, Long> lags = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            consumer.currentLag(partition).ifPresent(lag -> lags.put(partition.partition(), lag));
        }
        parts.listener().onLag(lags);
    }

    boolean joined() {
        return assignment.joined();
    }

    /** Leaves the group, after a last attempt to commit what is applied; both are bounded, and Kafka may be away. */
    @Override
    public void close() {
        // stop() interrupts a wait that takes too long; leaving the group must not fail for that.
        Thread.interrupted();
        try {
            offsets.commitLast(CLOSE_TIMEOUT);
        } catch (KafkaException e) {
            LOG.atInfo()
                    .addKeyValue("cause", Failures.describe(e))
                    .log("The last commit failed; it is made up for later");
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }
}
