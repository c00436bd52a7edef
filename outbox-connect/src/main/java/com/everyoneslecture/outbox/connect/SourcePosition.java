package com.everyoneslecture.outbox.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.capture.slot.Lsn;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.outbox.event.RecordHeader;
import java.util.Collections;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The position in the write-ahead log that Kafka Connect stores as the source's offset, in the transaction of the
 * events. It shows an operator how far the connector has published. The ledger decides which events are published, and
 * the slot decides where reading starts.
 *
 * <p>The offset has these fields: {@code system} and {@code timeline} of the database; {@code end_lsn}, the end of the
 * last transaction of which all events are published; {@code xid} and {@code commit_time} (microseconds since
 * 1970-01-01T00:00:00Z) of the transaction of the last published event of the log; and {@code index}, the number of
 * published events of that transaction.
 *
 * <p>Thread-safe; one session at a time uses it.
 */
final class SourcePosition {

    private final Map<String, String> partition;
    private String database = "/";
    private long endLsn;
    private long transaction;
    private long committedAtMicros;
    private long index;
    private List<OutboxEvent> batch = List.of();
    private int passed;

    SourcePosition(String database, String slot) {
        // Sorted: Kafka Connect finds an offset by the text of its partition, and Map.of has no fixed order.
        this.partition = Collections.unmodifiableMap(new TreeMap<>(Map.of("database", database, "slot", slot)));
    }

    /** Returns the source's partition: the database and the slot. */
    Map<String, String> partition() {
        return partition;
    }

    /**
     * Called when a stream starts.
     *
     * @param systemAndTimeline {@code <system>/<timeline>}
     */
    synchronized void begin(String systemAndTimeline) {
        database = systemAndTimeline;
        batch = List.of();
        passed = 0;
    }

    /** Sets the next events of the stream; some of them may be published already. */
    synchronized void read(List<OutboxEvent> events) {
        batch = events;
        passed = 0;
    }

    /**
     * Moves the position behind the events of these records and returns it. Events that are not from the stream do not
     * move it.
     */
    synchronized Map<String, Object> after(List<ProducerRecord<byte[], byte[]>> records) {
        UUID last = lastEvent(records);
        int end = last == null ? passed : endOf(last);
        for (OutboxEvent event : batch.subList(passed, end)) {
            pass(event);
        }
        passed = end;
        int slash = database.indexOf('/');
        return Map.of(
                "system",
                database.substring(0, slash),
                "timeline",
                database.substring(slash + 1),
                "end_lsn",
                new Lsn(endLsn).toString(),
                "xid",
                transaction,
                "commit_time",
                committedAtMicros,
                "index",
                index);
    }

    private void pass(OutboxEvent event) {
        if (event.transactionId() != transaction) {
            transaction = event.transactionId();
            index = 0;
        }
        index++;
        Long committedAt = event.committedAtMicros();
        committedAtMicros = committedAt == null ? 0 : committedAt;
        endLsn = event.transactionEndLsn() == 0 ? endLsn : event.transactionEndLsn();
    }

    private int endOf(UUID event) {
        for (int at = passed; at < batch.size(); at++) {
            if (batch.get(at).id().equals(event)) {
                return at + 1;
            }
        }
        return passed;
    }

    private static @Nullable UUID lastEvent(List<ProducerRecord<byte[], byte[]>> records) {
        for (ListIterator<ProducerRecord<byte[], byte[]>> at = records.listIterator(records.size());
                at.hasPrevious(); ) {
            Header id = at.previous().headers().lastHeader(RecordHeader.ID);
            if (id != null) {
                return UUID.fromString(new String(id.value(), UTF_8));
            }
        }
        return null;
    }
}
