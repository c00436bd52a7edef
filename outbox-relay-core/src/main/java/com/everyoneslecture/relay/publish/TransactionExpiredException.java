package com.everyoneslecture.relay.publish;

import com.everyoneslecture.relay.kafka.ProducerProperties;
import org.apache.kafka.common.KafkaException;

/** The brokers ended a transaction because it took longer than its timeout. No other relay has part in it. */
public final class TransactionExpiredException extends KafkaException {

    private static final long serialVersionUID = 1L;

    public TransactionExpiredException(KafkaException cause) {
        super(
                "the brokers ended a transaction that took longer than "
                        + ProducerProperties.TRANSACTION_TIMEOUT_MILLIS / 1_000 + " s",
                cause);
    }
}
