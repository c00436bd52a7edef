package com.everyoneslecture.publish;

import com.everyoneslecture.capture.OutboxEvent;
import java.util.List;

/** Writes events to Kafka. Used by one thread, but for {@link #close()}, which any thread may call. */
public interface Publisher extends AutoCloseable {

    /**
     * Publishes the events in their order, all of them or none, and returns when the brokers have them.
     *
     * <p>The commit point is the commit of the Kafka transaction that holds the events and, in the ledger, their ids. A
     * crash before it leaves nothing that a {@code read_committed} consumer sees, and the batch comes again. A crash after
     * it leaves all of it, and should the batch come again, the ledger tells that it is published.
     *
     * <p>An event that Kafka refuses for itself goes to a dead letter topic, in the same transaction as its neighbours.
     *
     * @param events in commit order
     * @return those that went to a dead letter topic
     * @throws org.apache.kafka.common.KafkaException if the transaction did not commit, or nobody knows whether it did;
     *     the publisher is of no more use, and the ledger will tell the next one
     * @throws InterruptedException if the thread was interrupted; as above
     */
    List<DeadLetter> publish(List<OutboxEvent> events) throws InterruptedException;

    /** Ends at once. A batch that another thread is publishing fails. Twice is fine. */
    @Override
    void close();
}
