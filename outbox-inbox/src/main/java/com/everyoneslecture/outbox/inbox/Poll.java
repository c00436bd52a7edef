package com.everyoneslecture.outbox.inbox;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;

/** Polls records. If the topic does not have the position of a partition, the partition is read from its beginning. */
final class Poll {

    private final Consumer<byte[], byte[]> consumer;
    private final OffsetReset reset;

    Poll(Consumer<byte[], byte[]> consumer, LoopListener listener) {
        this.consumer = consumer;
        this.reset = new OffsetReset(consumer, listener);
    }

    ConsumerRecords<byte[], byte[]> records(Duration timeout) {
        try {
            return consumer.poll(timeout);
        } catch (InvalidOffsetException e) {
            reset.run(e);
            return ConsumerRecords.empty();
        }
    }
}
