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
 * Takes one of the relay's transactional ids over: its producer can publish no more. Nothing is ever published under the id from here.
 *
 * <p>Thread-safe.
 */
final class Takeover {

    private final Properties producer;
    private final Admin admin;
    private final Duration patience;
    private final WorkerIdentity worker;

    /** @param producer the configuration of a producer of the id */
    Takeover(Properties producer, Admin admin, Duration patience, WorkerIdentity worker) {
        this.producer = producer;
        this.admin = admin;
        this.patience = patience;
        this.worker = worker;
    }

    /**
     * Returns when the id is fenced and what it left open is aborted.
     *
     * @throws KafkaException if the brokers do not answer in time, or refuse
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
     * Sends records in a transaction of the id and aborts it: the marker ends what hangs in their partitions. A crash before it leaves
     * that hanging, and the next start finds it again.
     *
     * @throws KafkaException if that does not succeed
     */
    @SuppressWarnings("FutureReturnValueIgnored") // If one of them fails, so does the end of the transaction.
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
