package com.everyoneslecture.outbox.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/**
 * A producer that does not send itself: the worker of Kafka Connect sends the records, in the worker's transaction.
 *
 * <p>Records are collected until {@link #commitTransaction()}, which hands them over and returns when the worker has
 * committed them. {@link #send} already rejects the records that the brokers would reject, just as a producer rejects a
 * record that is too large.
 *
 * <p>{@link #initTransactions()} fences the relay's own producer of the same transactional id, so that a relay that was
 * frozen in its transaction cannot commit it. The worker has fenced earlier tasks of this connector already.
 *
 * <p>After a crash before the worker's commit, a {@code read_committed} consumer sees nothing of the transaction. Used
 * by one thread at a time, except for {@link #close()}, which any thread may call.
 */
final class WorkerProducer implements Producer<byte[], byte[]> {

    private final Takeover takeover;
    private final Handover handover;
    private final RecordCheck check;
    private final SourcePosition position;
    private final List<Sent> sent = new ArrayList<>();
    private @Nullable KafkaException refused;
    private volatile @Nullable WorkerTransaction offered;
    private volatile boolean closed;

    private record Sent(ProducerRecord<byte[], byte[]> record, Callback callback) {}

    WorkerProducer(Takeover takeover, Handover handover, RecordCheck check, SourcePosition position) {
        this.takeover = takeover;
        this.handover = handover;
        this.check = check;
        this.position = position;
    }

    /**
     * Fences the relay's own producer.
     *
     * @throws com.everyoneslecture.outbox.capture.slot.PrerequisiteException if the worker does not publish under the
     *     configured id
     * @throws KafkaException if the brokers do not respond in time, or reject the request
     * @throws InterruptException if the thread was interrupted
     */
    @Override
    public void initTransactions() {
        try {
            takeover.run();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void beginTransaction() {
        sent.clear();
        refused = null;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, (metadata, failure) -> {});
    }

    /**
     * Collects a record, or rejects it at once: then the callback is called with the error, and
     * {@link #commitTransaction} fails.
     *
     * @param callback called with the record's partition and offset when the transaction is committed; not called if
     *     the worker does not commit it
     * @return a future that has failed if the record is rejected; otherwise one that is never completed
     * @throws KafkaException if the brokers do not respond in time
     * @throws InterruptException if the thread was interrupted
     */
    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        KafkaException refusal = refusal(record);
        if (refusal == null) {
            sent.add(new Sent(record, callback));
            return new CompletableFuture<>();
        }
        refused = refused == null ? refusal : refused;
        callback.onCompletion(null, refusal);
        return CompletableFuture.failedFuture(refusal);
    }

    /**
     * Hands over the collected records and returns when the worker has committed them; does nothing without records.
     *
     * @throws KafkaException if one of them was rejected, this producer is closed, or the worker has not committed them
     * @throws InterruptException if the thread was interrupted; the worker may still commit the records
     */
    @Override
    public void commitTransaction() {
        if (refused != null) {
            throw new KafkaException("a record of the transaction was rejected", refused);
        }
        if (sent.isEmpty()) {
            return;
        }
        WorkerTransaction transaction = transaction();
        offered = transaction;
        try {
            if (closed) {
                throw new KafkaException("the producer is closed");
            }
            handover.commit(transaction);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            offered = null;
            sent.clear();
        }
    }

    @Override
    public void abortTransaction() {
        sent.clear();
        refused = null;
    }

    /**
     * Sends the collected records in a transaction of the relay's own id and aborts it: the marker ends hanging
     * transactions in their partitions.
     */
    @Override
    public void flush() {
        takeover.abortedTransaction(sent.stream().map(Sent::record).toList());
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return List.of();
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return Map.of();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        throw new UnsupportedOperationException("the worker has the client");
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        throw new UnsupportedOperationException("the worker has the client");
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        throw new UnsupportedOperationException("the worker has the client");
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        throw new UnsupportedOperationException("the relay does not consume in its transactions");
    }

    @Override
    public void close() {
        closed = true;
        WorkerTransaction waiting = offered;
        if (waiting != null) {
            handover.abandon(waiting);
        }
    }

    @Override
    public void close(Duration timeout) {
        close();
    }

    private @Nullable KafkaException refusal(ProducerRecord<byte[], byte[]> record) {
        try {
            return check.refusal(record);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Gives every record the offset behind the transaction: the worker stores the last one's in the same transaction.
     */
    private WorkerTransaction transaction() {
        Map<String, Object> offset =
                position.after(sent.stream().map(Sent::record).toList());
        return new WorkerTransaction(sent.stream()
                .map(one -> new PendingRecord(position.partition(), offset, one.record(), one.callback()))
                .toList());
    }
}
