package com.everyoneslecture.outbox.connect;

import java.time.Clock;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Checks, before a record is sent, whether the brokers would reject it, and returns the error that they would return.
 * The relay's routing then sends the event to its dead letter topic.
 *
 * <p>Sizes are compared before compression, so some events go to the dead letter topic that a relay with its own
 * producer could publish.
 *
 * <p>Used by one thread at a time.
 */
final class RecordCheck {

    private final Topics topics;
    private final long maximumRequestBytes;
    private final Clock clock;

    /** @param maximumRequestBytes {@code max.request.size} of the worker's producer, in bytes */
    RecordCheck(Topics topics, long maximumRequestBytes, Clock clock) {
        this.topics = topics;
        this.maximumRequestBytes = maximumRequestBytes;
        this.clock = clock;
    }

    /**
     * Returns the error with which the brokers would reject the record; null if they would accept it.
     *
     * @throws KafkaException if the brokers do not respond in time
     * @throws InterruptedException if the thread was interrupted
     */
    @Nullable
    KafkaException refusal(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        String topic = record.topic();
        TopicLimits limits;
        try {
            limits = topics.of(topic);
        } catch (TopicAuthorizationException denied) {
            return denied;
        }
        if (!limits.mayWrite()) {
            return new TopicAuthorizationException(Set.of(topic));
        }
        long bytes = RecordSize.bound(record);
        if (bytes > maximumRequestBytes) {
            return new RecordTooLargeException("the record of " + bytes + " bytes is larger than the "
                    + maximumRequestBytes + " bytes of the producer's max.request.size");
        }
        long alone = RecordSize.alone(record);
        if (alone > limits.maximumBytes()) {
            return new RecordTooLargeException("the record of " + alone + " bytes is larger than the "
                    + limits.maximumBytes() + " bytes of the topic's max.message.bytes");
        }
        if (!limits.admitsTime(record.timestamp(), clock.millis())) {
            return new InvalidTimestampException("the topic rejects the timestamp " + record.timestamp()
                    + " ms: see its message.timestamp.before.max.ms and message.timestamp.after.max.ms");
        }
        return null;
    }

    /** Provides the limits of topics. */
    @FunctionalInterface
    interface Topics {
        /**
         * Returns the limits of an existing topic.
         *
         * @throws TopicAuthorizationException if this client may not describe the topic
         * @throws KafkaException if the brokers do not respond in time, or do not describe the topic
         * @throws InterruptedException if the thread was interrupted
         */
        TopicLimits of(String topic) throws InterruptedException;
    }
}
