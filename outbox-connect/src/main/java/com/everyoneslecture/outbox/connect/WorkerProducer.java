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
 * A producer that sends nothing itself: the worker of Kafka Connect does, in a transaction of its own.
 *
 * <p>Records are collected until {@link #commitTransaction()}, which hands them over and returns when the worker has committed them.
 * What the brokers would refuse is refused when it is sent, as a producer refuses what is too large.
 *
 * <p>{@link #initTransactions()} fences the relay's own producer of the same transactional id, so that a relay that was frozen in its
 * transaction cannot commit it. The worker has fenced earlier tasks of this connector before the task started.
 *
 * <p>A crash before the worker's commit leaves nothing that a {@code read_committed} consumer sees. Used by one thread at a time, except
 * for {@link #close()}, which any thread may call.
 */
final class WorkerProducer implements Producer<byte[], byte[]> {

    private final Takeover takeover;
    private final Handover handover;
    private final Admission admission;
    private final SourcePosition position;
    private final List<Sent> sent = new ArrayList<>();
    private @Nullable KafkaException refused;
    private volatile @Nullable WorkerTransaction offered;
    private volatile boolean closed;

    private record Sent(ProducerRecord<byte[], byte[]> record, Callback callback) {}

    WorkerProducer(Takeover takeover, Handover handover, Admission admission, SourcePosition position) {
        this.takeover = takeover;
        this.handover = handover;
        this.admission = admission;
        this.position = position;
    }

    /**
     * Fences the relay's own producer.
     *
     * @throws KafkaException if the brokers do not answer in time
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
     * Returns when the worker has committed the records.
     *
     * @throws KafkaException if one of them was refused, or the worker has not committed them
     * @throws InterruptException if the thread was interrupted; the worker may commit them nevertheless
     */
    @Override
    public void commitTransaction() {
        if (refused != null) {
            throw new KafkaException("a record of the transaction was refused", refused);
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

    /** Sends what was collected in a transaction of the relay's own id, which is aborted: its marker ends what hangs there. */
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
        throw new UnsupportedOperationException("the relay consumes nothing in its transactions");
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
            return admission.refusal(record);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Every record has the position behind the transaction: the worker stores that of the last one, in the same transaction. */
    private WorkerTransaction transaction() {
        Map<String, Object> offset =
                position.after(sent.stream().map(Sent::record).toList());
        return new WorkerTransaction(sent.stream()
                .map(one -> new PendingRecord(position.partition(), offset, one.record(), one.callback()))
                .toList());
    }
}
