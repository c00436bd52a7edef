package com.everyoneslecture.outbox.inbox;

import java.time.Instant;
import java.util.List;
import org.apiguardian.api.API;

/**
 * One reading of an inbox's topics from their beginning, into tables that were emptied.
 *
 * @param generation its number, from 1, rising
 * @param requestedAt the time at which the tables were emptied
 * @param superseded true if a newer one was started since, so that this one will never be done
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
     * @param firstOffset the offset of the oldest record that it held; above 0, older ones were gone already
     * @param targetOffset the end of the partition when the rebuild was started
     * @param rewound true if it is read from its beginning already
     * @param appliedOffset the offset up to which it is applied, as stored in the database, if it is rewound
     */
    public record PartitionProgress(
            String topic, int partition, long firstOffset, long targetOffset, boolean rewound, long appliedOffset) {

        /** Returns the number of records that still have to be read before the tables are as they were. */
        public long remaining() {
            long from = rewound ? Math.max(firstOffset, appliedOffset) : firstOffset;
            return Math.max(0, targetOffset - from);
        }
    }

    /** Returns true if everything is applied again that the topics held when the rebuild was started. */
    public boolean isDone() {
        return !superseded
                && partitions.stream().allMatch(partition -> partition.rewound() && partition.remaining() == 0);
    }

    /** Returns the number of records that still have to be read. */
    public long remaining() {
        return partitions.stream().mapToLong(PartitionProgress::remaining).sum();
    }

    /** Returns true if a topic had dropped records before: what has not changed since is not rebuilt. */
    public boolean isIncomplete() {
        return partitions.stream().anyMatch(partition -> partition.firstOffset() > 0);
    }
}
