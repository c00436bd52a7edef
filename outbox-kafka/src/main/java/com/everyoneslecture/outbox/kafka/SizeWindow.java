package com.everyoneslecture.outbox.kafka;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The last checked records of a partition, as many as one poll can return, and their total size. It moves over a partition
 * ahead of its consumer, until it reaches records that do not fit.
 */
final class SizeWindow {

    private static final long NONE = -1;

    private final TopicPartition partition;
    private final long begin;
    private final long most;
    private final long[] offsets;
    private final long[] sizes;
    private int oldest;
    private int count;
    private long sum;
    private long left = NONE;
    private long next;
    private @Nullable OversizedRecordsException oversized;

    SizeWindow(TopicPartition partition, long begin, int records, long most) {
        this.partition = partition;
        this.begin = begin;
        this.next = begin;
        this.most = most;
        this.offsets = new long[records];
        this.sizes = new long[records];
    }

    /** Returns whether the checked records can answer for a consumer at this position. */
    boolean contains(long position) {
        return position >= begin && position <= next;
    }

    /** Returns whether a poll from this position can return only checked records. */
    boolean covers(long position) {
        return oversized != null || (count == offsets.length && offsets[oldest] >= position);
    }

    /** Returns the offset after the last checked record. */
    long next() {
        return next;
    }

    /**
     * Checks the records that a poll from this position can return. If the window ends with records that do not fit, a poll can
     * return them from behind the record that left the window last.
     *
     * @throws OversizedRecordsException if they do not fit
     */
    void check(long position) {
        if (oversized != null && position > left) {
            throw oversized;
        }
    }

    /**
     * Adds records of a batch that is not compressed, which need no further memory. If records of the batch are missing, their
     * offsets are assumed lower than they are, so the check reads further ahead than it has to.
     */
    void uncompressed(long first, int records) {
        for (int i = Math.max(0, records - offsets.length - 1); i < records; i++) {
            add(first + i, 0);
        }
    }

    /** Adds a record; returns whether the next one may follow. */
    boolean compressed(long offset, long size, long lastOfBatch) {
        add(offset, size);
        if (size > most) {
            oversized = new OversizedRecordsException(partition, offset, lastOfBatch, size, most);
        } else if (sum > most) {
            oversized = new OversizedRecordsException(partition, offsets[oldest], lastOfBatch, sum, most);
        }
        return oversized == null;
    }

    void behind(long lastOffset) {
        next = Math.max(next, lastOffset + 1);
    }

    private void add(long offset, long size) {
        int at = (oldest + count) % offsets.length;
        if (count == offsets.length) {
            left = offsets[oldest];
            sum -= sizes[oldest];
            oldest = (oldest + 1) % offsets.length;
        } else {
            count++;
        }
        offsets[at] = offset;
        sizes[at] = size;
        sum += size;
    }
}
