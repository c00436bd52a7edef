package com.everyoneslecture.relay.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
 * <p>Batches of earlier versions are event ids alone, under another key.
 */
public final class LedgerRecords {

    /** Ids in one record at most: about half a MiB, which a broker takes by default. */
    static final int MAX_IDS = 32_768;

    private static final int ID_BYTES = 16;
    private static final int VARINT_BYTES = 10;
    private static final String EVENTS = "events";
    private static final String BATCH = "batch";
    private static final String SAFE_POINT = "safe-point";
    private static final String RECOVERY_DUE = "recovery-due";
    private static final String RECOVERY_DONE = "recovery-done";
    private static final String BASELINE = "baseline";
    private static final String POSITION = "position";
    private static final String ADOPTED = "adopted";
    private static final String NO_WITNESS = "-";

    private LedgerRecords() {}

    /** Takes what a record holds; what it does not care about is passed over. */
    interface Reader {
        /**
         * A batch begins; its runs follow.
         *
         * @param database and timeline
         * @param position the end of the last transaction that the batch holds the end of; 0 where it holds none
         */
        public default void batch(String database, long position) {}

        /**
         * Events of one transaction.
         *
         * @param ends whether the transaction's last event is among them
         * @param ids of the events, 16 bytes each
         */
        default void run(long transaction, boolean ends, ByteBuffer ids, long offset) {}

        /** Event ids of an earlier version's batch. */
        default void ids(ByteBuffer ids) {}

        /**
         * A safe point.
         *
         * @param witness an event that was published before it; null where none is known
         */
        public default void safePoint(SafePoint point, @Nullable UUID witness) {}

        /** The slot is about to be made, or does not hold all that it should: a recovery is due. */
        default void recovery(RecoveryDue due) {}

        /** What the slot does not hold is published. */
        default void recovered() {}

        /** The ledger is new though the slot is not: it names nothing of what was published before. */
        public default void baseline() {}

        /** A relay has confirmed the slot up to here, and everything before it is named. */
        public default void position(String database, long lsn) {}

        /** An operator has declared that another database goes on where this ledger's own ended. */
        public default void adopted(String database) {}
    }

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
        String before = due.before();
        return record(topic, RECOVERY_DUE, (before == null ? "" : before).getBytes(UTF_8));
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

    /** @throws UnreadableLedgerException if the record is not one that a relay writes */
    static void read(ConsumerRecord<byte[], byte[]> record, Reader reader) {
        if (record.key() == null || record.value() == null) {
            throw new UnreadableLedgerException(record, null);
        }
        String kind = new String(record.key(), UTF_8);
        try {
            switch (kind) {
                case EVENTS -> readEvents(ByteBuffer.wrap(record.value()), record.offset(), reader);
                case BATCH -> reader.ids(ByteBuffer.wrap(record.value()));
                case SAFE_POINT -> readSafePoint(new String(record.value(), UTF_8).split(" ", -1), reader);
                case RECOVERY_DUE -> reader.recovery(readRecovery(new String(record.value(), UTF_8)));
                case RECOVERY_DONE -> reader.recovered();
                case BASELINE -> reader.baseline();
                case ADOPTED -> reader.adopted(new String(record.value(), UTF_8));
                case POSITION -> readPosition(new String(record.value(), UTF_8).split(" ", -1), reader);
                default -> throw new IllegalArgumentException("unknown kind");
            }
        } catch (IllegalArgumentException | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new UnreadableLedgerException(record, e);
        }
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

    private static void readEvents(ByteBuffer value, long offset, Reader reader) {
        byte[] database = new byte[ByteUtils.readUnsignedVarint(value)];
        value.get(database);
        reader.batch(new String(database, UTF_8), value.getLong());
        int events = ByteUtils.readUnsignedVarint(value);
        int endOfRuns = value.limit() - ID_BYTES * events;
        int ids = endOfRuns;
        long transaction = 0;
        while (value.position() < endOfRuns) {
            transaction += ByteUtils.readVarlong(value);
            int run = ByteUtils.readUnsignedVarint(value);
            int idsBytes = ID_BYTES * (run >>> 1);
            reader.run(transaction, (run & 1) == 1, value.slice(ids, idsBytes), offset);
            ids += idsBytes;
        }
    }

    private static void readSafePoint(String[] parts, Reader reader) {
        boolean earlier = parts.length == 3;
        SafePoint point = new SafePoint(
                Long.parseLong(parts[0]),
                parts[1],
                Snapshot.parse(parts[2]).toString(),
                earlier ? 0 : Long.parseLong(parts[3]),
                earlier ? 0 : Long.parseLong(parts[4]));
        reader.safePoint(point, earlier || parts[5].equals(NO_WITNESS) ? null : UUID.fromString(parts[5]));
    }

    private static void readPosition(String[] parts, Reader reader) {
        reader.position(parts[0], Long.parseLong(parts[1]));
    }

    private static RecoveryDue readRecovery(String text) {
        return text.isEmpty()
                ? RecoveryDue.FIRST_USE
                : new RecoveryDue(Snapshot.parse(text).toString());
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String kind, byte[] value) {
        return new ProducerRecord<>(topic, 0, kind.getBytes(UTF_8), value);
    }
}
