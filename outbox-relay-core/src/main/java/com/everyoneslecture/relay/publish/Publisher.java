package com.everyoneslecture.relay.publish;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.List;

/** Writes events to Kafka. Used by one thread, except for {@link #close()}, which any thread may call. */
public interface Publisher extends AutoCloseable {

    /**
     * Publishes the first of the events, in their order and in one transaction, and returns when the brokers have them. Usually
     * these are all of them; otherwise the caller repeats the call with the rest.
     *
     * <p>The commit point is the commit of the Kafka transaction that contains the events and, in the ledger, their ids. After
     * a crash before it, no {@code read_committed} consumer receives any of them, and they are redelivered. After a crash later
     * than that, all of them are published; if they are redelivered, the ledger shows that they are.
     *
     * <p>An event that Kafka rejects permanently goes to a dead letter topic, in the same transaction as its neighbours.
     *
     * @param events in commit order, at least one
     * @return the number of published events, and the dead letters among them
     * @throws org.apache.kafka.common.KafkaException if the transaction did not commit, or its outcome is unknown; close the
     *     publisher then: the next one reads the outcome from the ledger
     * @throws InterruptedException if the thread was interrupted; as above
     */
    Published publish(List<OutboxEvent> events) throws InterruptedException;

    /** Ends at once. A batch that another thread is publishing fails. Closing twice is allowed. */
    @Override
    void close();
}
