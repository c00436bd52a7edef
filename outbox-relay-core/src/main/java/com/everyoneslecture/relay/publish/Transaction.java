package com.everyoneslecture.relay.publish;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.publish.EventsRejectedException.RejectedEvent;
import com.everyoneslecture.relay.routing.Destination;
import com.everyoneslecture.relay.routing.RecordEncoder;
import com.everyoneslecture.relay.routing.Rejection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * One transaction while it is filled. One thread fills it; the producer's thread reports the results of its records.
 *
 * <p>The futures of the records are not read, because the callbacks receive the same results, and the commit checks them again.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Transaction {

    private final Producer<byte[], byte[]> producer;
    private final ConcurrentSkipListMap<Integer, Rejection> rejections = new ConcurrentSkipListMap<>();
    private final Set<Integer> unsendable = new HashSet<>();
    private final AtomicReference<@Nullable ApiException> firstFailure = new AtomicReference<>();
    private @Nullable Rejection firstUnsendable;

    Transaction(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Sends the record of an event. An event is rejected if it cannot be encoded, or if the client does not accept it. After
     * the first of them the transaction will be aborted, so the others are only encoded, to find all of them at once.
     *
     * @param index of the event in the batch
     */
    void send(int index, OutboxEvent event, Destination destination, RecordEncoder encoder) {
        ProducerRecord<byte[], byte[]> record;
        try {
            record = encoder.encode(event, destination);
        } catch (RuntimeException e) {
            reject(index, e);
            return;
        }
        if (unsendable.isEmpty()) {
            try {
                send(index, record);
            } catch (IllegalArgumentException | SerializationException e) {
                reject(index, e);
            }
        }
    }

    /** Sends one of the relay's own records. */
    void send(ProducerRecord<byte[], byte[]> record, LongConsumer offset) {
        producer.send(record, (metadata, failure) -> {
            note(failure);
            if (failure == null) {
                offset.accept(metadata.offset());
            }
        });
    }

    /**
     * Returns if everything was sent.
     *
     * @throws KafkaException the rejection of the first event that could not be sent
     */
    void requireSent() {
        Rejection first = firstUnsendable;
        if (first != null) {
            throw first.failure();
        }
    }

    /** Returns the events that were rejected so far, in the order of the batch. */
    List<RejectedEvent> rejected() {
        return rejections.entrySet().stream()
                .map(entry -> new RejectedEvent(
                        entry.getKey(), entry.getValue(), isCertain(entry.getKey(), entry.getValue())))
                .toList();
    }

    /** Returns the most specific failure: the first one of a record, because the others fail as a consequence. */
    KafkaException mostSpecific(KafkaException failure) {
        ApiException first = firstFailure.get();
        return first == null ? failure : first;
    }

    private void send(int event, ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (metadata, failure) -> {
            note(failure);
            Rejection rejection = Rejection.of(failure);
            if (rejection != null && concerns(record.topic(), rejection)) {
                rejections.put(event, rejection);
            }
        });
    }

    private void reject(int event, RuntimeException failure) {
        Rejection rejection = Rejection.invalid(failure);
        rejections.put(event, rejection);
        unsendable.add(event);
        firstUnsendable = firstUnsendable == null ? rejection : firstUnsendable;
    }

    /**
     * A single rejection is certain to have failed the transaction; of several, some records may only have been in flight. A
     * rejection of a topic that the brokers name is certain, too.
     */
    private boolean isCertain(int event, Rejection rejection) {
        return rejections.size() == 1 || unsendable.contains(event) || names(rejection);
    }

    private void note(@Nullable Exception failure) {
        if (failure instanceof ApiException refused) {
            firstFailure.compareAndSet(null, refused);
        }
    }

    /**
     * Returns whether a rejection concerns the topic. A waiting record fails with the cause of another
     * one whose topic was rejected.
     */
    private static boolean concerns(String topic, Rejection rejection) {
        return !names(rejection)
                || !(rejection.failure() instanceof TopicAuthorizationException denied)
                || denied.unauthorizedTopics().contains(topic);
    }

    private static boolean names(Rejection rejection) {
        return rejection.failure() instanceof TopicAuthorizationException denied
                && !denied.unauthorizedTopics().isEmpty();
    }
}
