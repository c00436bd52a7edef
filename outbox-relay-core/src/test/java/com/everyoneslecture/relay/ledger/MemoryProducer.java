package com.everyoneslecture.relay.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A transactional producer of a {@link MemoryKafka}. */
final class MemoryProducer extends MockProducer<byte[], byte[]> {

    private final MemoryKafka kafka;
    private final List<ProducerRecord<byte[], byte[]>> open = new ArrayList<>();
    private @Nullable ApiException rejection;
    private int epoch;

    MemoryProducer(MemoryKafka kafka) {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.kafka = kafka;
    }

    @Override
    public void initTransactions() {
        super.initTransactions();
        epoch = kafka.nextEpoch();
    }

    @Override
    public void beginTransaction() {
        super.beginTransaction();
        open.clear();
        rejection = null;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        ApiException failure = kafka.rejection(record);
        if (failure != null) {
            rejection = failure;
            callback.onCompletion(null, failure);
            return CompletableFuture.failedFuture(failure);
        }
        long before = open.stream()
                .filter(other -> other.topic().equals(record.topic()))
                .count();
        open.add(record);
        RecordMetadata metadata = new RecordMetadata(
                new TopicPartition(record.topic(), 0),
                kafka.topic(record.topic()).size() + before,
                0,
                0,
                0,
                0);
        callback.onCompletion(metadata, null);
        return CompletableFuture.completedFuture(metadata);
    }

    @Override
    public void commitTransaction() {
        if (!kafka.isOwner(epoch)) {
            fenceProducer();
            throw new ProducerFencedException("another producer has the transactional id now");
        }
        if (rejection != null) {
            throw new KafkaException("Cannot commit because a record was rejected", rejection);
        }
        kafka.commit(open);
        super.commitTransaction();
    }
}
