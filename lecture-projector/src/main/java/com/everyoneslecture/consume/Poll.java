package com.everyoneslecture.consume;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Asks the consumer for records and positions; one that there is none for is the partition's beginning. */
final class Poll {

    private final Consumer<byte[], byte[]> consumer;
    private final Beginning beginning;

    Poll(Consumer<byte[], byte[]> consumer, LoopListener listener) {
        this.consumer = consumer;
        this.beginning = new Beginning(consumer, listener);
    }

    ConsumerRecords<byte[], byte[]> records(Duration timeout) {
        try {
            return consumer.poll(timeout);
        } catch (InvalidOffsetException e) {
            beginning.goTo(e);
            return ConsumerRecords.empty();
        }
    }

    /** Where the next poll reads on; it asks the broker where the client does not know yet. */
    OffsetAndMetadata position(TopicPartition partition) {
        try {
            return new OffsetAndMetadata(consumer.position(partition, Offsets.TIMEOUT));
        } catch (InvalidOffsetException e) {
            beginning.goTo(e);
            return new OffsetAndMetadata(consumer.position(partition, Offsets.TIMEOUT));
        }
    }

    /** Lets a batch that was not applied be polled again; a partition that was rewound further stays where it is. */
    void rewind(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            long first = records.records(partition).get(0).offset();
            if (consumer.assignment().contains(partition) && position(partition).offset() > first) {
                consumer.seek(partition, first);
            }
        }
    }
}
