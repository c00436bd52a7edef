package com.everyoneslecture.outbox.kafka;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The last records that were looked at in a partition, as many as one poll can return, and what they take together. It moves over
 * a partition ahead of its consumer, until it meets what does not fit.
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

    /** Whether what it has seen can tell about a consumer at this position. */
    boolean isAbout(long position) {
        return position >= begin && position <= next;
    }

    /** Whether a poll from this position can return nothing but what was looked at. */
    boolean covers(long position) {
        return oversized != null || (count == offsets.length && offsets[oldest] >= position);
    }

    /** The offset behind all that was looked at. */
    long next() {
        return next;
    }

    /**
     * Checks what a poll from this position can return: where the window ends with what does not fit, that begins behind the record
     * that left the window last.
     *
     * @throws OversizedRecordsException if it does not fit
     */
    void check(long position) {
        if (oversized != null && position > left) {
            throw oversized;
        }
    }

    /**
     * Takes records that need no more than they needed on their way. Where some of their batch are missing, their offsets are taken
     * for lower than they are, which makes it look further ahead than it has to.
     */
    void uncompressed(long first, int records) {
        for (int i = Math.max(0, records - offsets.length - 1); i < records; i++) {
            add(first + i, 0);
        }
    }

    /** Takes a record; returns whether the next one may follow. */
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
