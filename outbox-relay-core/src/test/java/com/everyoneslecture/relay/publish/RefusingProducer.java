package com.everyoneslecture.relay.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A producer that fails like Kafka's: if one record is rejected, all records in flight fail with the same cause, and the commit
 * with them.
 */
class RefusingProducer extends MockProducer<byte[], byte[]> {

    private final Function<List<ProducerRecord<byte[], byte[]>>, @Nullable ApiException> broker;
    private final List<ProducerRecord<byte[], byte[]>> underWay = new ArrayList<>();
    private int sends;
    private int transactions;

    /**
     * @param broker receives the records of a transaction and returns the reason why it rejects them; null if it accepts them
     */
    RefusingProducer(Function<List<ProducerRecord<byte[], byte[]>>, @Nullable ApiException> broker) {
        super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.broker = broker;
        super.initTransactions();
    }

    /** Does nothing: it is initialized from the beginning. */
    @Override
    public void initTransactions() {}

    /** Returns one partition, of any topic. */
    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0]));
    }

    int sends() {
        return sends;
    }

    int transactions() {
        return transactions;
    }

    @Override
    public void beginTransaction() {
        super.beginTransaction();
        underWay.clear();
        transactions++;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        sends++;
        underWay.add(record);
        return super.send(record, callback);
    }

    @Override
    public void commitTransaction() {
        ApiException rejection = broker.apply(List.copyOf(underWay));
        if (rejection == null) {
            super.commitTransaction();
            return;
        }
        while (errorNext(rejection)) {}
        throw new KafkaException("Cannot commit because an earlier request failed", rejection);
    }
}
