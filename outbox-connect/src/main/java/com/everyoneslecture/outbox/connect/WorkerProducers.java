package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.relay.kafka.ProducerFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes the producers of a task's sessions. All of them hand over to the same worker, and share one client that asks the brokers.
 *
 * <p>Any thread may use it.
 */
final class WorkerProducers implements ProducerFactory, AutoCloseable {

    private final Admin admin;
    private final Duration patience;
    private final WorkerIdentity worker;
    private final Handover handover;
    private final Admission admission;
    private final SourcePosition position;

    /**
     * Connects to nothing yet.
     *
     * @throws org.apache.kafka.common.KafkaException if the client refuses its configuration
     */
    WorkerProducers(TaskSettings settings, Handover handover, SourcePosition position) {
        this.admin = Admin.create(settings.kafka().clientProperties());
        this.patience = settings.kafka().deliveryTimeout();
        this.worker = settings.worker();
        this.handover = handover;
        this.admission = new Admission(
                new TopicLimitsReader(admin, patience, System::nanoTime),
                settings.maximumRequestBytes(),
                Clock.systemUTC());
        this.position = position;
    }

    @Override
    public Producer<byte[], byte[]> make(Properties properties) {
        return new WorkerProducer(new Takeover(properties, admin, patience, worker), handover, admission, position);
    }

    @Override
    public String writer() {
        return worker.transactionalId();
    }

    /** Ends at once. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
