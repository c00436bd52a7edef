package com.everyoneslecture.publish;

import com.everyoneslecture.capture.OutboxEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes with an idempotent producer that every in-sync replica acknowledges to: a retry inside the producer neither
 * doubles nor reorders. A batch that fails as a whole comes again from the slot, with a new publisher.
 */
public final class KafkaPublisher implements Publisher {

    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Channels channels;
    private final Topics topics;

    /**
     * Opens the clients; {@link #ensureTopics()} is the first that talks to the brokers.
     *
     * @throws KafkaException if a client refuses its configuration
     */
    public KafkaPublisher(KafkaSettings kafka, TopicSettings topicSettings, Channels channels) {
        this.channels = channels;
        this.admin = Admin.create(kafka.clientProperties());
        this.topics = new Topics(admin, topicSettings, kafka.deliveryTimeout());
        this.producer =
                new KafkaProducer<>(producerProperties(kafka), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Makes the topics of the configured channels, where they are missing.
     *
     * @throws KafkaException if one cannot be made, or the brokers do not answer in time
     */
    public void ensureTopics() throws InterruptedException {
        for (String topic : channels.configuredTopics()) {
            topics.ensure(topic);
        }
    }

    /**
     * Returns if the brokers answer.
     *
     * @throws KafkaException if they do not
     */
    public void probe() throws InterruptedException {
        topics.probe();
    }

    @Override
    public void publish(List<OutboxEvent> events) throws InterruptedException {
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(events.size());
        for (OutboxEvent event : events) {
            ChannelSettings channel = channels.of(event.aggregateType());
            topics.ensure(channel.destination());
            acknowledgements.add(producer.send(RecordEncoder.encode(event, channel)));
        }
        KafkaException failure = null;
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            failure = moreTelling(failure, failureOf(acknowledgement));
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        // Nothing to wait for: what is not acknowledged by now comes again from the slot.
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }

    /** Waits for the answer; null if it is that the brokers have the record. */
    private static @Nullable KafkaException failureOf(Future<RecordMetadata> acknowledgement)
            throws InterruptedException {
        try {
            acknowledgement.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }

    /** The neighbours of a record that is refused fail with it, and only say so; the record itself says why. */
    private static @Nullable KafkaException moreTelling(
            @Nullable KafkaException first, @Nullable KafkaException second) {
        return first == null || (second instanceof ApiException && !(first instanceof ApiException)) ? second : first;
    }

    private static Properties producerProperties(KafkaSettings kafka) {
        Properties producer = kafka.clientProperties();
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(kafka.deliveryTimeout().toMillis()));
        // Waits that come before a record is under way count as well.
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, kafka.deliveryTimeout().toMillis());
        // A batch is handed over whole; there is nothing more to linger for.
        producer.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        producer.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        return producer;
    }
}
