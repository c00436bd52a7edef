package com.everyoneslecture.publish;

import com.everyoneslecture.capture.OutboxEvent;
import java.util.List;

/** Writes events to Kafka. Used by one thread, but for {@link #close()}, which any thread may call. */
public interface Publisher extends AutoCloseable {

    /**
     * Publishes the events in their order and returns when the brokers have all of them.
     *
     * <p>The return is the commit point. A crash before it may leave any part of the batch in its topics, and the batch
     * will come again; a crash after it leaves all of it there, and it may still come again.
     *
     * @param events in commit order
     * @throws org.apache.kafka.common.KafkaException if one of them was not acknowledged; the publisher is of no more use,
     *     for a later event may have overtaken it
     * @throws InterruptedException if the thread was interrupted; as above
     */
    void publish(List<OutboxEvent> events) throws InterruptedException;

    /** Ends at once. A batch that another thread is publishing fails. Twice is fine. */
    @Override
    void close();
}
