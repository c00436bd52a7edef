package com.everyoneslecture.outbox.kafka;

import org.apache.kafka.common.TopicPartition;

/** Checks that records fit into memory before a consumer unpacks them. */
@FunctionalInterface
public interface SizeCheck extends AutoCloseable {

    /**
     * Checks the records that the next poll can return.
     *
     * @param position the consumer's position
     * @throws OversizedRecordsException if they do not fit
     * @throws org.apache.kafka.common.KafkaException if the brokers do not respond, or reject the request
     */
    void check(TopicPartition partition, long position);

    /** Makes the next check of a partition start from the beginning. */
    default void forget(TopicPartition partition) {}

    @Override
    default void close() {}
}
