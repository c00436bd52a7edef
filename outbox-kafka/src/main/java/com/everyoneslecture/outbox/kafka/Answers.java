package com.everyoneslecture.outbox.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Waits for the responses of the brokers to an admin client or a producer. Used by any thread. */
public final class Answers {

    private Answers() {}

    /**
     * Returns the response.
     *
     * @throws KafkaException if the brokers reject the request; {@link TimeoutException} if they do not respond in time
     */
    public static <T> T await(Future<T> answer, Duration timeout) throws InterruptedException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw refusal(e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("the brokers did not answer within " + timeout.toMillis() + " ms", e);
        }
    }

    /**
     * Returns the response. If the thread is interrupted while it waits, its interrupt status stays set.
     *
     * @throws KafkaException if the brokers reject the request; {@link TimeoutException} if they do not respond in time;
     *     {@link InterruptException} if the thread was interrupted
     */
    public static <T> T of(Future<T> answer, Duration timeout) {
        try {
            return await(answer, timeout);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static KafkaException refusal(ExecutionException failure) {
        return failure.getCause() instanceof KafkaException refusal ? refusal : new KafkaException(failure.getCause());
    }
}
