package com.everyoneslecture.outbox.inbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The applied position of each partition, and its commit to the group. Used by the loop's thread alone.
 *
 * <p>Commit point: {@link #commit}. After a crash before it, everything that was applied since the last commit is read again.
 * It commits the client's next position, not the last record's offset plus one, because the marker of a transaction follows its
 * last record. Otherwise the group would seem to lag by one forever.
 */
final class Offsets {

    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Offsets.class);

    private final Consumer<?, ?> consumer;
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();

    Offsets(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** Everything before these is applied or a dead letter. */
    void applied(Map<TopicPartition, OffsetAndMetadata> next) {
        uncommitted.putAll(next);
    }

    void commit() {
        if (!uncommitted.isEmpty() && commit(uncommitted, TIMEOUT)) {
            uncommitted.clear();
        }
    }

    /** Commits at once, ahead of other waiting work; false if the group is about to be rebalanced, which a poll completes. */
    boolean commit(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        try {
            consumer.commitSync(Map.copyOf(offsets), timeout);
            return true;
        } catch (RebalanceInProgressException | CommitFailedException e) {
            // Nothing is lost: this member commits its remaining partitions with the next batch, and another member
            // reads the others from the last commit on, and recognizes events that are applied already.
            LOG.atInfo().addKeyValue("partitions", offsets.keySet()).log("A rebalance has delayed a commit");
            return false;
        }
    }

    /** Commits the applied offsets of partitions that are assigned to another member now; it must not take long. */
    void handOver(Collection<TopicPartition> revoked) {
        Map<TopicPartition, OffsetAndMetadata> theirs = new HashMap<>(uncommitted);
        theirs.keySet().retainAll(revoked);
        if (!theirs.isEmpty()) {
            commit(theirs, TIMEOUT);
        }
        forget(revoked);
    }

    /**
     * Commits the remaining offsets before the member leaves the group. Even after a failure, no offset is committed after it.
     */
    void commitLast(Duration timeout) {
        try {
            if (!uncommitted.isEmpty()) {
                commit(uncommitted, timeout);
            }
        } finally {
            uncommitted.clear();
        }
    }

    /**
     * Drops the applied offsets of partitions that this member has lost, or is about to read from another offset: they must
     * never be committed.
     */
    void forget(Collection<TopicPartition> partitions) {
        uncommitted.keySet().removeAll(partitions);
    }
}
