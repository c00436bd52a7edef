package com.everyoneslecture.outbox.kafka;

import org.apache.kafka.common.TopicPartition;

/**
 * The last records that were looked at in a partition, as many as one poll can return, and what they take together. It moves over
 * a partition ahead of its consumer.
 */
final class SizeWindow {

    private final TopicPartition partition;
    private final long begin;
    private final long most;
    private final long[] offsets;
    private final long[] sizes;
    private int oldest;
    private int count;
    private long sum;
    private long next;

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

    /** Whether all records that a poll from this position can return were looked at. */
    boolean covers(long position) {
        return count == offsets.length && offsets[oldest] >= position;
    }

    /** The offset behind all that was looked at. */
    long next() {
        return next;
    }

    /** Records that cannot take more than they took on their way; of their offsets, the first alone is known. */
    void uncompressed(long first, int records) {
        for (int i = 0; i < Math.min(records, offsets.length); i++) {
            add(first, 0);
        }
    }

    /**
     * @throws OversizedRecordsException if it is too large, alone or with those before it
     */
    void compressed(long offset, long size, long lastOfBatch) {
        add(offset, size);
        if (size > most) {
            throw new OversizedRecordsException(partition, offset, lastOfBatch, size, most);
        }
        if (sum > most) {
            throw new OversizedRecordsException(partition, offsets[oldest], lastOfBatch, sum, most);
        }
    }

    void behind(long lastOffset) {
        next = Math.max(next, lastOffset + 1);
    }

    private void add(long offset, long size) {
        int at = (oldest + count) % offsets.length;
        if (count == offsets.length) {
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
