package com.everyoneslecture.relay.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.ByteUtils;
import org.jspecify.annotations.Nullable;

/**
 * The form of the ledger's records. The key is the kind; the value of a batch is
 *
 * <pre>
 *   database and timeline   length (varint), UTF-8
 *   position                end of the last transaction that the batch holds the end of; 0 where it holds none (8 bytes)
 *   number of events        varint
 *   runs of events          for each: difference to the transaction id of the run before (zigzag varint),
 *                           2 · number of events + 1 if the transaction ends with the run (varint)
 *   event ids               16 bytes each
 * </pre>
 *
 * <p>Batches of earlier versions are event ids alone, under another key. {@link LedgerRecordReader} reads all of them.
 */
public final class LedgerRecords {

    /** Ids in one record at most: about half a MiB, which a broker takes by default. */
    static final int MAX_IDS = 32_768;

    static final int ID_BYTES = 16;
    private static final int VARINT_BYTES = 10;
    static final String EVENTS = "events";
    static final String BATCH = "batch";
    static final String SAFE_POINT = "safe-point";
    static final String RECOVERY_DUE = "recovery-due";
    static final String RECOVERY_DONE = "recovery-done";
    static final String BASELINE = "baseline";
    static final String POSITION = "position";
    static final String ADOPTED = "adopted";
    static final String NO_WITNESS = "-";

    private LedgerRecords() {}

    /** The records of a batch; several only where it is very large. */
    public static List<ProducerRecord<byte[], byte[]>> batch(String topic, String database, List<OutboxEvent> events) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(1);
        for (int from = 0; from < events.size(); from += MAX_IDS) {
            List<OutboxEvent> part = events.subList(from, Math.min(from + MAX_IDS, events.size()));
            records.add(record(topic, EVENTS, value(database.getBytes(UTF_8), part)));
        }
        return records;
    }

    public static ProducerRecord<byte[], byte[]> safePoint(String topic, SafePoint point, @Nullable UUID witness) {
        return record(
                topic,
                SAFE_POINT,
                (point.ledgerOffset() + " " + point.database() + " " + point.snapshot() + " " + point.walEnd() + " "
                                + point.confirmedLsn() + " " + (witness == null ? NO_WITNESS : witness))
                        .getBytes(UTF_8));
    }

    public static ProducerRecord<byte[], byte[]> adopted(String topic, String database) {
        return record(topic, ADOPTED, database.getBytes(UTF_8));
    }

    public static ProducerRecord<byte[], byte[]> recoveryDue(String topic, RecoveryDue due) {
        return record(topic, RECOVERY_DUE, due.before().getBytes(UTF_8));
    }

    public static ProducerRecord<byte[], byte[]> recoveryDone(String topic) {
        return record(topic, RECOVERY_DONE, new byte[0]);
    }

    public static ProducerRecord<byte[], byte[]> baseline(String topic) {
        return record(topic, BASELINE, new byte[0]);
    }

    public static ProducerRecord<byte[], byte[]> position(String topic, String database, long lsn) {
        return record(topic, POSITION, (database + " " + lsn).getBytes(UTF_8));
    }

    private static byte[] value(byte[] database, List<OutboxEvent> events) {
        ByteBuffer head = ByteBuffer.allocate(database.length + 3 * VARINT_BYTES + 2 * VARINT_BYTES * events.size());
        ByteUtils.writeUnsignedVarint(database.length, head);
        head.put(database);
        int position = head.position();
        head.putLong(0);
        ByteUtils.writeUnsignedVarint(events.size(), head);
        long lastEnd = 0;
        long previous = 0;
        int index = 0;
        while (index < events.size()) {
            int from = index;
            long transaction = events.get(from).transactionId();
            while (index < events.size() && events.get(index).transactionId() == transaction) {
                index++;
            }
            long end = events.get(index - 1).transactionEndLsn();
            lastEnd = end == 0 ? lastEnd : end;
            ByteUtils.writeVarlong(transaction - previous, head);
            ByteUtils.writeUnsignedVarint(2 * (index - from) + (end == 0 ? 0 : 1), head);
            previous = transaction;
        }
        head.putLong(position, lastEnd);
        ByteBuffer value = ByteBuffer.allocate(head.position() + ID_BYTES * events.size());
        value.put(head.flip());
        for (OutboxEvent event : events) {
            UUID id = event.id();
            value.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        return value.array();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String kind, byte[] value) {
        return new ProducerRecord<>(topic, 0, kind.getBytes(UTF_8), value);
    }
}
