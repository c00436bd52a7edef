package com.everyoneslecture.relay.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A consumer of the ledger that returns the records that are committed when it polls, from its position. */
final class LedgerConsumer extends MockConsumer<byte[], byte[]> {

    private static final TopicPartition PARTITION = MemoryKafka.LEDGER_PARTITION;

    private final List<ProducerRecord<byte[], byte[]>> records;
    private final LongSupplier beginning;
    private final IntSupplier unmarked;

    /** @param unmarked the number of records at the end that are committed, but not readable yet */
    LedgerConsumer(List<ProducerRecord<byte[], byte[]>> records, LongSupplier beginning, IntSupplier unmarked) {
        super("earliest");
        this.unmarked = unmarked;
        this.records = records;
        this.beginning = beginning;
    }

    @Override
    public synchronized Map<TopicPartition, Long> beginningOffsets(
            Collection<TopicPartition> partitions, Duration patience) {
        return Map.of(PARTITION, beginning.getAsLong());
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration patience) {
        return Map.of(PARTITION, (long) records.size() - unmarked.getAsInt());
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        int end = records.size() - unmarked.getAsInt();
        for (int offset = (int) position(PARTITION); offset < end; offset++) {
            ProducerRecord<byte[], byte[]> record = records.get(offset);
            found.add(new ConsumerRecord<>(PARTITION.topic(), 0, offset, record.key(), record.value()));
        }
        seek(PARTITION, end);
        return new ConsumerRecords<>(Map.of(PARTITION, found), Map.of());
    }
}
