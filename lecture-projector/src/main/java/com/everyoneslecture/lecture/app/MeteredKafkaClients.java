package com.everyoneslecture.lecture.app;

import com.everyoneslecture.outbox.inbox.KafkaClients;
import com.everyoneslecture.outbox.kafka.SizeCheck;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Shows the consumer's own metrics, too: those of the newest, since there is one at a time. */
final class MeteredKafkaClients implements KafkaClients {

    private final KafkaClients clients;
    private final MeterRegistry registry;
    private @Nullable KafkaClientMetrics metrics;

    MeteredKafkaClients(KafkaClients clients, MeterRegistry registry) {
        this.clients = clients;
        this.registry = registry;
    }

    @Override
    public synchronized Consumer<byte[], byte[]> consumer(int records) {
        if (metrics != null) {
            metrics.close();
        }
        Consumer<byte[], byte[]> consumer = clients.consumer(records);
        metrics = new KafkaClientMetrics(consumer);
        metrics.bindTo(registry);
        return consumer;
    }

    @Override
    public SizeCheck sizes(int records) {
        return clients.sizes(records);
    }

    @Override
    public Producer<byte[], byte[]> producer() {
        return clients.producer();
    }

    @Override
    public Admin admin() {
        return clients.admin();
    }
}
