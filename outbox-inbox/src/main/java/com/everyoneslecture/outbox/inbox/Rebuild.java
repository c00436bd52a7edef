package com.everyoneslecture.outbox.inbox;

import java.time.Instant;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A rebuild: the tables were emptied, and the inbox's topics are read from their beginning. A snapshot of its progress.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param generation the number of the rebuild, from 1, increasing
 * @param requestedAt the time at which the tables were emptied
 * @param superseded true if a newer rebuild was started since, so that this one will never be done
 * @param partitions the progress of each partition, by topic and number
 */
@API(status = API.Status.STABLE)
public record Rebuild(long generation, Instant requestedAt, boolean superseded, List<PartitionProgress> partitions) {

    public Rebuild {
        partitions = List.copyOf(partitions);
    }

    /**
     * The progress of one partition.
     *
     * @param topic the topic's name
     * @param partition the partition's number, from 0
     * @param firstOffset the offset of the oldest record that the partition held; if above 0, older records were gone
     * @param firstOffset the offset of the oldest record in the partition; if above 0, older records had been removed already
     * @param targetOffset the end of the partition when the rebuild was started: the offset behind its last committed record
     * @param rewound true if a member has set the partition back to its beginning
     * @param appliedOffset the next offset to apply, as stored in the database, 0 if none is stored; meaningless unless
     *     {@code rewound}
     */
    public record PartitionProgress(
            String topic, int partition, long firstOffset, long targetOffset, boolean rewound, long appliedOffset) {

        /**
         * Returns the number of offsets up to the target that still have to be read. This is an upper bound of the
         * number of records, because transaction markers have offsets, too.
         */
        public long remaining() {
            long from = rewound ? Math.max(firstOffset, appliedOffset) : firstOffset;
            return Math.max(0, targetOffset - from);
        }
    }

    /**
     * Returns whether every record that the topics held at the start of the rebuild is applied again; false
     * if superseded.
     */
    public boolean isDone() {
        return !superseded
                && partitions.stream().allMatch(partition -> partition.rewound() && partition.remaining() == 0);
    }

    /** Returns the sum of {@link PartitionProgress#remaining} of all partitions. */
    public long remaining() {
        return partitions.stream().mapToLong(PartitionProgress::remaining).sum();
    }

    /**
     * Returns whether a topic had dropped its oldest records before the rebuild: rows that have not changed since are
     * not rebuilt.
     */
    public boolean isIncomplete() {
        return partitions.stream().anyMatch(partition -> partition.firstOffset() > 0);
    }
}
