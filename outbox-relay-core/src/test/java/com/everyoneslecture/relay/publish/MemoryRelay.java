package com.everyoneslecture.relay.publish;

import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.relay.kafka.PartitionWatch;
import com.everyoneslecture.relay.ledger.LedgerContents;
import com.everyoneslecture.relay.ledger.LedgerHead;
import com.everyoneslecture.relay.ledger.LedgerWriter;
import com.everyoneslecture.relay.ledger.MemoryKafka;
import com.everyoneslecture.relay.recovery.DeduplicationFilter;
import com.everyoneslecture.relay.report.ObservedPublisher;
import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.routing.DeadLetterRouting;
import com.everyoneslecture.relay.routing.RecordEncoder;
import com.everyoneslecture.relay.routing.Routes;
import com.everyoneslecture.relay.routing.RoutingSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One session of a relay on a {@link MemoryKafka}: everything from the filter to the commit is the relay's own code. */
final class MemoryRelay {

    static final String DATABASE = "7000/1";

    final LedgerWriter ledger;
    final KafkaPublisher publisher;
    final DeduplicationFilter filter;
    private final Transactions transactions;

    MemoryRelay(MemoryKafka kafka) {
        PublisherState state = new PublisherState();
        transactions = Transactions.of(
                List.of("relay"),
                id -> kafka.producer(),
                new ProducerRecord<>(MemoryKafka.LEDGER, 0, new byte[0], new byte[0]),
                () -> 0);
        ledger = new LedgerWriter(kafka.ledger(), transactions::append);
        BatchWriter batches = new BatchWriter(
                transactions,
                new DeadLetterRouting(
                        new Routes(new RoutingSettings(List.of(), Map.of(), null, null)), "relay.DLT", () -> 0),
                destination -> {},
                new RecordEncoder(state.partitions()::partition),
                state,
                Duration.ofSeconds(8),
                () -> 0);
        publisher = new KafkaPublisher(
                transactions,
                batches,
                ledger,
                new PartitionWatch(state.partitions(), topics -> Map.of(), Duration.ofDays(1), () -> 0));
        RelayListener listener = new RelayListener() {};
        filter = new DeduplicationFilter(new ObservedPublisher(publisher, listener), listener);
    }

    /** Takes over, reads the ledger and opens the filter. */
    LedgerHead start() {
        try {
            transactions.takeOver();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        LedgerHead head = ledger.head();
        LedgerContents published = ledger.published(DATABASE, (database, position) -> true);
        filter.open(published);
        return head;
    }

    /** Publishes as the capture does. */
    void accept(OutboxEvent... events) throws InterruptedException {
        filter.accept(List.of(events));
    }
}
