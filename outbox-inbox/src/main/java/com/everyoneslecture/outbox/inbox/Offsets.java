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
 * How far each partition is applied, and the group's knowledge of it. Used by the loop's thread alone.
 *
 * <p>Commit point: {@link #commit}. A crash before it: what was applied since the last one is read again. It takes the
 * client's next position, not the last record's offset plus one: behind the last record stands the marker of its transaction,
 * and without counting that the group would seem to lag by one forever.
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

    /** Commits at once, whatever else is waiting; false if the group is about to be rebalanced, which a poll completes. */
    boolean commit(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        try {
            consumer.commitSync(Map.copyOf(offsets), timeout);
            return true;
        } catch (RebalanceInProgressException | CommitFailedException e) {
            // Nothing is lost: what stays with this member is committed with the next batch, and what another one gets
            // it reads from the last commit on, knowing what is applied already.
            LOG.atInfo().addKeyValue("partitions", offsets.keySet()).log("A rebalance has put off a commit");
            return false;
        }
    }

    /** Commits what is applied of partitions that go to another member now; it must not take long. */
    void handOver(Collection<TopicPartition> revoked) {
        Map<TopicPartition, OffsetAndMetadata> theirs = new HashMap<>(uncommitted);
        theirs.keySet().retainAll(revoked);
        if (!theirs.isEmpty()) {
            commit(theirs, TIMEOUT);
        }
        forget(revoked);
    }

    /** Commits what is left before the group is left; whatever comes of it, nothing is committed after it. */
    void commitLast(Duration timeout) {
        try {
            if (!uncommitted.isEmpty()) {
                commit(uncommitted, timeout);
            }
        } finally {
            uncommitted.clear();
        }
    }

    /** They are no longer this member's, or are about to be read from elsewhere: never commit what was applied of them. */
    void forget(Collection<TopicPartition> partitions) {
        uncommitted.keySet().removeAll(partitions);
    }
}
