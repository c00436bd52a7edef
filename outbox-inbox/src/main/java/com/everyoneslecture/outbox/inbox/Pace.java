package com.everyoneslecture.outbox.inbox;

import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.outbox.kafka.SizeCheck;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the records that a poll returns: to a batch, or to one record where a batch would not fit into memory. Thus everything before
 * a record that is too large is applied, and the halt names the offset of that record. Used by the loop's thread alone.
 *
 * <p>A consumer cannot be told in its life how many records to return: where the pace changes, the session ends, and the next one
 * begins at the stored offsets.
 *
 * <p>A process that runs out of memory over records that come while it reads ends at once, and nothing of them is applied. After its
 * next start it finds them here, before it reads them.
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

    /** How many records a poll returns at most. */
    int records() {
        return oneByOne ? 1 : batchSize;
    }

    /** Whether the session has to end, and the next one to have another pace. */
    boolean changes() {
        return changes;
    }

    /**
     * Returns true if this session may read a partition from a position.
     *
     * @throws OversizedRecordsException if not even the next record fits
     */
    boolean allows(TopicPartition partition, long position) {
        // It may be another topic by now.
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

    /** To be called before each poll, with the consumer's positions, where records are read one by one. */
    void next(Map<TopicPartition, Long> positions) {
        if (oneByOne) {
            positions.forEach(one::check);
        }
    }

    /** Goes back to batches once they fit everywhere. */
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
