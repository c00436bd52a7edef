package com.everyoneslecture.relay.routing;

import com.everyoneslecture.relay.kafka.TooManyTopicsException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * The reason why Kafka rejects an event permanently, regardless of retries and of its neighbours in the batch.
 *
 * @param reason the kind
 * @param failure the exception of Kafka
 */
public record Rejection(Reason reason, KafkaException failure) {

    /** The kinds of rejections. */
    enum Reason {
        /** Larger than the topic or the producer allows. */
        TOO_LARGE("too-large"),
        /** The topic does not allow its time or its form. */
        INVALID("invalid"),
        /** The relay may not write to the topic, or may not create it. */
        TOPIC_NOT_ALLOWED("topic-not-allowed"),
        /** The name of the topic is illegal. */
        TOPIC_ILLEGAL("topic-illegal"),
        /** The relay has created enough topics for aggregate types without a route. */
        TOO_MANY_TOPICS("too-many-topics");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** Returns the kind in one word, for headers and metrics. */
        String label() {
            return label;
        }

        /** Returns whether the topic would reject every other event as well. */
        boolean ofTheTopic() {
            return this == TOPIC_NOT_ALLOWED || this == TOPIC_ILLEGAL || this == TOO_MANY_TOPICS;
        }
    }

    /**
     * Returns the rejection that a failure means; null if it does not concern the event, but the brokers or
     * the transaction.
     */
    public static @Nullable Rejection of(@Nullable Throwable failure) {
        if (failure instanceof RecordTooLargeException || failure instanceof RecordBatchTooLargeException) {
            return new Rejection(Reason.TOO_LARGE, (KafkaException) failure);
        }
        if (failure instanceof InvalidTimestampException || failure instanceof InvalidRecordException) {
            return new Rejection(Reason.INVALID, (KafkaException) failure);
        }
        if (failure instanceof TopicAuthorizationException || failure instanceof PolicyViolationException) {
            return new Rejection(Reason.TOPIC_NOT_ALLOWED, (KafkaException) failure);
        }
        if (failure instanceof InvalidTopicException illegal) {
            return new Rejection(Reason.TOPIC_ILLEGAL, illegal);
        }
        if (failure instanceof TooManyTopicsException tooMany) {
            return new Rejection(Reason.TOO_MANY_TOPICS, tooMany);
        }
        return null;
    }

    /** Returns the rejection of an event that cannot be encoded as a record. */
    public static Rejection invalid(RuntimeException failure) {
        return new Rejection(Reason.INVALID, new InvalidRecordException(String.valueOf(failure.getMessage()), failure));
    }

    /** Returns whether the relay lacks the permission to write to the topic, or to create it: the events are not the cause. */
    public boolean isOfMissingRight() {
        return reason == Reason.TOPIC_NOT_ALLOWED;
    }

    /** Returns the reason in words. */
    String detail() {
        return String.valueOf(failure.getMessage());
    }
}
