package com.everyoneslecture.relay.kafka;

import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Creates the producer of a publisher. Tests wrap the producer to observe and to disturb it. */
@FunctionalInterface
public interface ProducerFactory {

    /** Creates Kafka's own producers. */
    ProducerFactory KAFKA =
            properties -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());

    /**
     * Creates a producer.
     *
     * @throws org.apache.kafka.common.KafkaException if the configuration is rejected
     */
    Producer<byte[], byte[]> make(Properties properties);

    /**
     * Returns the transactional id under which the producers publish, if it is not the one in their configuration;
     * otherwise null.
     */
    default @Nullable String writer() {
        return null;
    }
}
