package com.everyoneslecture.outbox.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The unpacked records of one batch need more memory than their reader may use. None of them was unpacked into memory. No
 * client can read past them within their batch, because a client unpacks a batch from its beginning.
 */
public final class OversizedRecordsException extends KafkaException {

    private static final long serialVersionUID = 1;

    private final transient TopicPartition partition;
    private final long first;
    private final long last;

    /**
     * @param first the offset of the first record that is too large, or of the first of several that are too large together
     * @param last the offset of their batch's last record
     * @param bytes their total size
     * @param most the maximum total size
     */
    public OversizedRecordsException(TopicPartition partition, long first, long last, long bytes, long most) {
        super(
                "%s of %s, %s uncompressed, would not fit into memory: this process may use %s for the records that it reads at a time"
                        .formatted(offsets(first, last), partition, size(bytes), size(most)));
        this.partition = partition;
        this.first = first;
        this.last = last;
    }

    public TopicPartition partition() {
        return partition;
    }

    /** The offset of the first record that is too large. */
    public long first() {
        return first;
    }

    /** Returns the offset of the last record of its batch: a reader can continue behind it. */
    public long last() {
        return last;
    }

    private static String offsets(long first, long last) {
        return first == last ? "the record at offset " + first : "the records at offsets " + first + " to " + last;
    }

    private static String size(long bytes) {
        return bytes < 1024 * 1024 ? bytes / 1024 + " KiB" : bytes / (1024 * 1024) + " MiB";
    }
}
