package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.outbox.kafka.SizeCheck;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the records that a poll returns: to a batch, or to one record if a batch would not fit into memory. Thus everything
 * before a record that is too large is applied, and the halt names the offset of that record. Used by the loop's thread alone.
 *
 * <p>The number of records of a consumer's poll cannot be changed later. So when the pace changes, the session ends, and the
 * next one begins at the stored offsets.
 *
 * <p>A process that runs out of memory because of records that arrive while it reads ends at once, and applies none of them.
 * After its next start it finds them here, before it reads them.
 */
final class Pace implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

    private final int batchSize;
    private final boolean oneByOne;
    private final SizeCheck batch;
    private final SizeCheck one;
    private boolean changes;

    Pace(KafkaClients clients, int batchSize, boolean oneByOne) {
        this.batchSize = batchSize;
        this.oneByOne = oneByOne;
        this.batch = clients.sizes(batchSize);
        this.one = clients.sizes(1);
    }

    /** Returns the maximum number of records of a poll. */
    int records() {
        return oneByOne ? 1 : batchSize;
    }

    /** Returns whether the session has to end because the next one needs another pace. */
    boolean changes() {
        return changes;
    }

    /**
     * Returns true if this session may read a partition from a position.
     *
     * @throws OversizedRecordsException if not even the next record fits
     */
    boolean allows(TopicPartition partition, long position) {
        // The partition may belong to another topic by now.
        one.forget(partition);
        batch.forget(partition);
        if (oneByOne) {
            one.check(partition, position);
            return true;
        }
        try {
            batch.check(partition, position);
            return true;
        } catch (OversizedRecordsException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("Records are read one by one");
            changes = true;
            return false;
        }
    }

    /**
     * Checks the next record of each position. Called before each poll, with the consumer's positions, while records are read
     * one by one.
     */
    void next(Map<TopicPartition, Long> positions) {
        if (oneByOne) {
            positions.forEach(one::check);
        }
    }

    /** Returns to batches once they fit in all partitions. */
    void reconsider(Map<TopicPartition, Long> positions) {
        if (oneByOne && !positions.isEmpty() && positions.entrySet().stream().allMatch(this::batchFits)) {
            LOG.info("Records are read in batches again");
            changes = true;
        }
    }

    private boolean batchFits(Map.Entry<TopicPartition, Long> position) {
        try {
            batch.check(position.getKey(), position.getValue());
            return true;
        } catch (OversizedRecordsException e) {
            return false;
        }
    }

    @Override
    public void close() {
        one.close();
        batch.close();
    }
}
