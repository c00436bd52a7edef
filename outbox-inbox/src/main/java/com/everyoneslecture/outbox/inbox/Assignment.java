package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.retry.FailureText;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that this member has. Its callbacks run inside {@code poll}, so on the loop's thread, between two batches.
 *
 * <p>A partition is paused until it is placed: its stored offset was read from the database, and the consumer sought it.
 */
final class Assignment implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

    private final Consumer<?, ?> consumer;
    private final Offsets offsets;
    private final Positions positions;
    private boolean joined;
    private boolean pausing;
    private int withdrawals;

    Assignment(Consumer<?, ?> consumer, Offsets offsets, Positions positions) {
        this.consumer = consumer;
        this.offsets = offsets;
        this.positions = positions;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        joined = true;
        positions.forget(partitions);
        consumer.pause(partitions);
        if (!partitions.isEmpty()) {
            LOG.atInfo().addKeyValue("partitions", partitions).log("Partitions assigned");
        }
    }

    /** Commits the applied offsets of these partitions. The next owner reads every polled record that is not applied yet. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            offsets.handOver(partitions);
        } catch (KafkaException e) {
            // The next owner reads some of it again, which has no effect.
            LOG.atWarn()
                    .addKeyValue("partitions", partitions)
                    .addKeyValue("cause", FailureText.ofCause(e))
                    .log("Revoked partitions are handed over without a last commit");
        }
        withdraw("Partitions revoked", partitions);
    }

    /** Another member has these partitions already. A commit would be rejected, or worse, be accepted. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        offsets.forget(partitions);
        withdraw("Partitions lost", partitions);
    }

    /** Returns whether this member has joined the group, with or without partitions. */
    boolean joined() {
        return joined;
    }

    /**
     * Returns a number that rises whenever partitions are withdrawn: another member may have the partitions of a batch that was
     * polled before.
     */
    int withdrawals() {
        return withdrawals;
    }

    /** Returns the partitions whose stored offset is not known; no records of them are fetched. */
    Set<TopicPartition> unplaced() {
        Set<TopicPartition> unplaced = new HashSet<>(consumer.assignment());
        unplaced.removeAll(positions.partitions());
        return unplaced;
    }

    /** Makes reading start at this offset, and the group's offset follow. */
    void place(TopicPartition partition, StoredOffset stored) {
        positions.put(partition, stored);
        offsets.applied(Map.of(partition, stored.forKafka()));
        if (!pausing) {
            consumer.resume(Set.of(partition));
        }
    }

    /** Stops fetching records of these partitions and committing offsets for them, until they are placed again. */
    void displace(Set<TopicPartition> partitions) {
        Set<TopicPartition> mine = new HashSet<>(partitions);
        mine.retainAll(consumer.assignment());
        positions.forget(partitions);
        offsets.forget(partitions);
        consumer.pause(mine);
    }

    /** Stops fetching until {@link #resume}, also for partitions that are assigned in the meantime. */
    void pause() {
        pausing = true;
        consumer.pause(consumer.assignment());
    }

    void resume() {
        if (pausing) {
            pausing = false;
            Set<TopicPartition> placed = new HashSet<>(consumer.paused());
            placed.retainAll(positions.partitions());
            consumer.resume(placed);
        }
    }

    private void withdraw(String what, Collection<TopicPartition> partitions) {
        positions.forget(partitions);
        if (!partitions.isEmpty()) {
            withdrawals++;
            LOG.atInfo().addKeyValue("partitions", partitions).log(what);
        }
    }
}
