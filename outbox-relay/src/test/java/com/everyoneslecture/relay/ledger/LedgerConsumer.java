package com.everyoneslecture.relay.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A consumer of the ledger that returns the committed records from an offset on. */
final class LedgerConsumer extends MockConsumer<byte[], byte[]> {

    private final List<ProducerRecord<byte[], byte[]>> records;
    private final long beginning;

    LedgerConsumer(List<ProducerRecord<byte[], byte[]>> records, long beginning) {
        super("earliest");
        this.records = List.copyOf(records);
        this.beginning = beginning;
        updateBeginningOffsets(Map.of(MemoryKafka.LEDGER_PARTITION, beginning));
        updateEndOffsets(Map.of(MemoryKafka.LEDGER_PARTITION, (long) records.size()));
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> partitions) {
        if (assignment().containsAll(partitions)) {
            return;
        }
        super.assign(partitions);
        TopicPartition partition = partitions.iterator().next();
        for (int offset = (int) beginning; offset < records.size(); offset++) {
            ProducerRecord<byte[], byte[]> record = records.get(offset);
            addRecord(new ConsumerRecord<>(partition.topic(), 0, offset, record.key(), record.value()));
        }
    }
}
