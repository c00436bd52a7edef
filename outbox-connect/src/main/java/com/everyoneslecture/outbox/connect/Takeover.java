package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.kafka.Answers;
import com.everyoneslecture.relay.kafka.ProducerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Takes over one of the relay's transactional ids: fences its producer, and aborts its hanging transactions. This class
 * never commits a transaction of the id.
 *
 * <p>Thread-safe.
 */
final class Takeover {

    private final Properties producer;
    private final Admin admin;
    private final Duration patience;
    private final WorkerIdentity worker;

    /**
     * Creates the object without a connection.
     *
     * @param producer the configuration of a producer with the id
     * @param patience the maximum time to wait for the brokers
     */
    Takeover(Properties producer, Admin admin, Duration patience, WorkerIdentity worker) {
        this.producer = producer;
        this.admin = admin;
        this.patience = patience;
        this.worker = worker;
    }

    /**
     * Fences the id; returns when its open transaction, if there is one, is aborted.
     *
     * @throws com.everyoneslecture.outbox.capture.slot.PrerequisiteException if the worker does not publish under the
     *     configured id
     * @throws KafkaException if the brokers do not respond in time, or reject the request
     * @throws InterruptedException if the thread was interrupted
     */
    void run() throws InterruptedException {
        worker.require(admin, patience);
        Answers.await(
                admin.fenceProducers(List.of(producer.getProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG)))
                        .all(),
                patience);
    }

    /**
     * Sends records in a transaction of the id and aborts it. The abort marker ends hanging transactions in the
     * partitions of the records. After a crash before the abort these transactions still hang, and the next start finds
     * them again.
     *
     * @throws KafkaException if the transaction cannot be aborted
     */
    @SuppressWarnings("FutureReturnValueIgnored") // If a send fails, the abort fails, too.
    void abortedTransaction(List<ProducerRecord<byte[], byte[]>> records) {
        try (Producer<byte[], byte[]> own = ProducerFactory.KAFKA.make(producer)) {
            own.initTransactions();
            own.beginTransaction();
            records.forEach(own::send);
            own.flush();
            own.abortTransaction();
        }
    }
}
