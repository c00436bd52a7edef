package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.relay.kafka.ProducerFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/**
 * Creates the producers of a task's sessions. All of them hand over to the same worker and share one admin client.
 *
 * <p>Any thread may create a producer. All producers together must be used by one thread at a time, because they share
 * a cache of topic limits.
 */
final class WorkerProducers implements ProducerFactory, AutoCloseable {

    private final Admin admin;
    private final Duration patience;
    private final WorkerIdentity worker;
    private final Handover handover;
    private final RecordCheck check;
    private final SourcePosition position;

    /**
     * Creates the object without a connection.
     *
     * @throws org.apache.kafka.common.KafkaException if the admin client rejects its configuration
     */
    WorkerProducers(TaskSettings settings, Handover handover, SourcePosition position) {
        this.admin = Admin.create(settings.kafka().clientProperties());
        this.patience = settings.kafka().deliveryTimeout();
        this.worker = settings.worker();
        this.handover = handover;
        this.check = new RecordCheck(
                new TopicLimitsReader(admin, patience, System::nanoTime),
                settings.maximumRequestBytes(),
                Clock.systemUTC());
        this.position = position;
    }

    @Override
    public Producer<byte[], byte[]> make(Properties properties) {
        return new WorkerProducer(new Takeover(properties, admin, patience, worker), handover, check, position);
    }

    @Override
    public String writer() {
        return worker.transactionalId();
    }

    /** Closes the admin client without waiting; requests in progress fail. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
