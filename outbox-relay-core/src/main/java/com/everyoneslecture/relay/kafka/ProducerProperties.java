package com.everyoneslecture.relay.kafka;

import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The configuration of a publisher's producers. */
public final class ProducerProperties {

    /** The time after which the brokers abort the open transaction of a frozen relay, so that consumers can read on. */
    public static final int TRANSACTION_TIMEOUT_MILLIS = 15_000;

    /** Far above the brokers' default, so that the topic's {@code max.message.bytes} decides which events are too large. */
    private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

    private ProducerProperties() {}

    /** Returns the properties of a producer of transactions. */
    public static Properties of(String transactionalId, KafkaSettings kafka) {
        Properties producer = new Properties();
        producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        producer.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        producer.putAll(kafka.clientProperties());
        producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        producer.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(kafka.deliveryTimeout().toMillis()));
        // The delivery timeout also limits the waits before a record is sent, and the wait for the commit.
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, kafka.deliveryTimeout().toMillis());
        // A batch is handed over as a whole. A linger time would only delay its commit.
        producer.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return producer;
    }

    /** Returns the largest record that such a producer sends, in bytes. */
    public static int maximumRecordBytes(KafkaSettings kafka) {
        return Integer.parseInt(String.valueOf(of("", kafka).get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG)));
    }
}
