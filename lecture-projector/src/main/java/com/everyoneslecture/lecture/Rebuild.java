package com.everyoneslecture.lecture;

import java.time.Instant;
import java.util.List;

/**
 * One time that the read model is built from the beginning of the topic.
 *
 * @param generation which time, rising
 * @param requestedAt when the read model was emptied
 * @param superseded whether a newer one was asked for since, so that this one will never be done
 * @param partitions how far each partition is, by number
 */
public record Rebuild(long generation, Instant requestedAt, boolean superseded, List<PartitionProgress> partitions) {

    /**
     * How far one partition is.
     *
     * @param partition its number
     * @param firstOffset the oldest record that it held; above 0, older ones were gone already
     * @param targetOffset the end of the partition when the rebuild was asked for
     * @param rewound whether the member that has it reads it from its beginning already
     * @param committedOffset the offset up to which it is applied, as stored in the database, if it is rewound
     */
    public record PartitionProgress(
            int partition, long firstOffset, long targetOffset, boolean rewound, long committedOffset) {

        /** Records that still have to be read before the read model is as it was. */
        public long remaining() {
            long from = rewound ? Math.max(firstOffset, committedOffset) : firstOffset;
            return Math.max(0, targetOffset - from);
        }
    }

    /** Whether the read model holds all again that the topic held when the rebuild was asked for. */
    public boolean isDone() {
        return !superseded
                && partitions.stream().allMatch(partition -> partition.rewound() && partition.remaining() == 0);
    }

    /** Records that still have to be read. */
    public long remaining() {
        return partitions.stream().mapToLong(PartitionProgress::remaining).sum();
    }

    /** Whether the topic has dropped records before: categories that have not changed since are not rebuilt. */
    public boolean isIncomplete() {
        return partitions.stream().anyMatch(partition -> partition.firstOffset() > 0);
    }
}
