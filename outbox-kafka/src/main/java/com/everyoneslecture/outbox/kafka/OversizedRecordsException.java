package com.everyoneslecture.outbox.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of one batch take more memory than their reader may spend, once they are unpacked. Nothing of them was unpacked into
 * memory. No client can read on behind them within their batch: it unpacks a batch from its beginning.
 */
public final class OversizedRecordsException extends KafkaException {

    private static final long serialVersionUID = 1;

    private final transient TopicPartition partition;
    private final long first;
    private final long last;

    /**
     * @param first the offset of the first record that is too large, or of those that are together
     * @param last the offset of their batch's last record
     * @param bytes what they take together
     * @param most what they may take
     */
    public OversizedRecordsException(TopicPartition partition, long first, long last, long bytes, long most) {
        super(
                "%s of %s, %s once unpacked, would not fit into memory: this process may spend %s on what it reads at a time"
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

    /** The offset of the last record of its batch: a reader can go on behind it. */
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
