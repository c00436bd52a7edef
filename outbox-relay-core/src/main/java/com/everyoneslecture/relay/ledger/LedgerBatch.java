package com.everyoneslecture.relay.ledger;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's part of one Kafka transaction that publishes events: their ids, and the safe point that was offered, if any.
 *
 * <p>Used by the publishing thread; the producer's thread reports the offsets, all of them before the commit returns.
 */
public final class LedgerBatch {

    private final LedgerWriter ledger;
    private final @Nullable SafePoint point;
    private final WrittenRange written = new WrittenRange();

    LedgerBatch(LedgerWriter ledger, @Nullable SafePoint point) {
        this.ledger = ledger;
        this.point = point;
    }

    /** Returns the records to send with these events. Called for each attempt, of which the last is committed. */
    public List<ProducerRecord<byte[], byte[]>> records(List<OutboxEvent> events) {
        written.clear();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(ledger.batchRecords(events));
        if (point != null) {
            records.addAll(ledger.safePointRecords(point));
        }
        return records;
    }

    /** Notes the offset of a record that was sent. */
    public void sent(long offset) {
        written.add(offset);
    }

    /** Notes that the transaction is committed. From now on the ledger names these events. */
    public void committed(List<OutboxEvent> events) {
        ledger.committed(events, point, written);
    }
}
