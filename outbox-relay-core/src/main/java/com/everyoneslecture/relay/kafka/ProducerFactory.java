package com.everyoneslecture.relay.kafka;

import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Makes the producer of a publisher; what it makes can be wrapped, to see and to disturb what passes. */
@FunctionalInterface
public interface ProducerFactory {

    /** Kafka's own. */
    ProducerFactory KAFKA =
            properties -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());

    /**
     * Makes one.
     *
     * @throws org.apache.kafka.common.KafkaException if the configuration is refused
     */
    Producer<byte[], byte[]> make(Properties properties);

    /**
     * Returns the transactional id under which the producers publish, where it is not the one that they were made with; otherwise
     * null.
     */
    default @Nullable String writer() {
        return null;
    }
}
