package com.everyoneslecture.consume;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which partitions this member has. Its callbacks run inside {@code poll}, so on the loop's thread, between two batches. */
final class Assignment implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

    private final Consumer<?, ?> consumer;
    private final Offsets offsets;
    private final Set<TopicPartition> unsettled = new HashSet<>();
    private boolean joined;
    private boolean pausing;
    private int withdrawals;

    Assignment(Consumer<?, ?> consumer, Offsets offsets) {
        this.consumer = consumer;
        this.offsets = offsets;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        joined = true;
        unsettled.addAll(partitions);
        if (pausing) {
            consumer.pause(partitions);
        }
        if (!partitions.isEmpty()) {
            LOG.atInfo().addKeyValue("partitions", partitions).log("Partitions assigned");
        }
    }

    /** All that was polled is applied by now or will be read by the next owner; what is applied is committed for it. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            offsets.handOver(partitions);
        } catch (KafkaException e) {
            // The next owner reads some of it again, which changes nothing.
            LOG.atWarn()
                    .addKeyValue("partitions", partitions)
                    .addKeyValue("cause", Failures.describe(e))
                    .log("Revoked partitions are handed over without a last commit");
        }
        withdraw("Partitions revoked", partitions);
    }

    /** Another member has them already, so a commit would be refused, or worse, not be. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        offsets.forget(partitions);
        withdraw("Partitions lost", partitions);
    }

    /** Whether the group has taken this member in, with or without partitions. */
    boolean joined() {
        return joined;
    }

    /** Rises whenever partitions are taken away: a batch that was polled before may be another member's now. */
    int withdrawals() {
        return withdrawals;
    }

    /** Partitions whose position is not known to be committed. */
    Set<TopicPartition> unsettled() {
        return Set.copyOf(unsettled);
    }

    /** The positions of these were moved without a commit. */
    void unsettle(Set<TopicPartition> partitions) {
        unsettled.addAll(partitions);
        unsettled.retainAll(consumer.assignment());
    }

    void settled() {
        unsettled.clear();
    }

    /** Nothing is fetched until {@link #resume}, of partitions that come in the meantime neither. */
    void pause() {
        pausing = true;
        consumer.pause(consumer.assignment());
    }

    void resume() {
        if (pausing) {
            pausing = false;
            consumer.resume(consumer.paused());
        }
    }

    private void withdraw(String what, Collection<TopicPartition> partitions) {
        unsettled.removeAll(partitions);
        if (!partitions.isEmpty()) {
            withdrawals++;
            LOG.atInfo().addKeyValue("partitions", partitions).log(what);
        }
    }
}
