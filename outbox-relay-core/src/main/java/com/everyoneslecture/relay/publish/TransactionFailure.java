package com.everyoneslecture.relay.publish;

import com.everyoneslecture.relay.routing.Rejection;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a transaction, classified by its chain of causes.
 *
 * @param failure thrown by the producer
 */
record TransactionFailure(KafkaException failure) {

    /** Returns whether an event was rejected permanently. */
    boolean isRejection() {
        return causeIs(cause -> Rejection.of(cause) != null);
    }

    /** Returns whether a broker requests to abort the transaction and to try again. */
    boolean isAbortable() {
        return causeIs(TransactionAbortableException.class::isInstance);
    }

    /**
     * Returns whether the producer is fenced, or the brokers have ended its transaction: the failure is the same in both cases.
     */
    boolean isFence() {
        return causeIs(cause -> cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException
                || cause instanceof InvalidTxnStateException);
    }

    private boolean causeIs(Predicate<Throwable> kind) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
