package com.everyoneslecture.relay.publish;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.List;

/** Writes events to Kafka. Used by one thread, but for {@link #close()}, which any thread may call. */
public interface Publisher extends AutoCloseable {

    /**
     * Publishes the first of the events, in their order and in one transaction, and returns when the brokers have them. These
     * are mostly all of them; the caller comes again with the rest.
     *
     * <p>The commit point is the commit of the Kafka transaction that holds the events and, in the ledger, their ids. A
     * crash before it leaves nothing of them that a {@code read_committed} consumer sees, and they come again. A crash after
     * it leaves all of them, and should they come again, the ledger tells that they are published.
     *
     * <p>An event that Kafka refuses for itself goes to a dead letter topic, in the same transaction as its neighbours.
     *
     * @param events in commit order, at least one
     * @return how many are published, and those of them that went to a dead letter topic
     * @throws org.apache.kafka.common.KafkaException if the transaction did not commit, or nobody knows whether it did;
     *     the publisher is of no more use, and the ledger will tell the next one
     * @throws InterruptedException if the thread was interrupted; as above
     */
    Published publish(List<OutboxEvent> events) throws InterruptedException;

    /** Ends at once. A batch that another thread is publishing fails. Twice is fine. */
    @Override
    void close();
}
