package com.everyoneslecture.relay.publish;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.kafka.PartitionWatch;
import com.everyoneslecture.relay.ledger.LedgerBatch;
import com.everyoneslecture.relay.ledger.LedgerWriter;
import java.util.List;

/**
 * Publishes each batch in a Kafka transaction, together with the ids of its events for the ledger.
 *
 * <p>A failure that {@link Transactions} cannot handle ends this publisher: the caller closes it, and the next one begins with
 * the contents of the ledger.
 */
final class KafkaPublisher implements Publisher {

    private final Transactions transactions;
    private final BatchWriter batches;
    private final LedgerWriter ledger;
    private final PartitionWatch partitions;

    KafkaPublisher(Transactions transactions, BatchWriter batches, LedgerWriter ledger, PartitionWatch partitions) {
        this.transactions = transactions;
        this.batches = batches;
        this.ledger = ledger;
        this.partitions = partitions;
    }

    @Override
    public Published publish(List<OutboxEvent> events) throws InterruptedException {
        partitions.atBoundary();
        LedgerBatch entry = ledger.batch();
        Published published = batches.publish(
                events,
                (transaction, part) -> entry.records(part).forEach(record -> transaction.send(record, entry::sent)));
        entry.committed(events.subList(0, published.events()));
        return published;
    }

    @Override
    public void close() {
        transactions.close();
    }
}
