package com.everyoneslecture.outbox.inbox;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;

/** Polls records. If the topic does not have the position of a partition, {@link OffsetReset} decides where reading continues. */
final class Poll {

    private final Consumer<byte[], byte[]> consumer;
    private final OffsetReset reset;

    Poll(Consumer<byte[], byte[]> consumer, OffsetReset reset) {
        this.consumer = consumer;
        this.reset = reset;
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
