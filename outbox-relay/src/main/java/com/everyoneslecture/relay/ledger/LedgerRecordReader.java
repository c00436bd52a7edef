package com.everyoneslecture.relay.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.ByteUtils;
import org.jspecify.annotations.Nullable;

/** Takes what records of the ledger hold, in the form of {@link LedgerRecords}; each method ignores it by default. */
interface LedgerRecordReader {

    /**
     * A batch begins; its runs follow.
     *
     * @param database and timeline
     * @param position the end of the last transaction that the batch holds the end of; 0 where it holds none
     */
    default void batch(String database, long position) {}

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
    default void safePoint(SafePoint point, @Nullable UUID witness) {}

    /** The slot is about to be made, or does not hold all that it should: a recovery is due. */
    default void recovery(RecoveryDue due) {}

    /** What the slot does not hold is published. */
    default void recovered() {}

    /** The ledger is new though the slot is not: it names nothing of what was published before. */
    default void baseline() {}

    /** A relay has confirmed the slot up to here, and everything before it is named. */
    default void position(String database, long lsn) {}

    /** An operator has declared that another database goes on where this ledger's own ended. */
    default void adopted(String database) {}

    /**
     * Reads one record.
     *
     * @throws UnreadableLedgerException if the record is not one that a relay writes
     */
    static void read(ConsumerRecord<byte[], byte[]> record, LedgerRecordReader reader) {
        if (record.key() == null || record.value() == null) {
            throw new UnreadableLedgerException(record, null);
        }
        String kind = new String(record.key(), UTF_8);
        try {
            switch (kind) {
                case LedgerRecords.EVENTS -> readEvents(ByteBuffer.wrap(record.value()), record.offset(), reader);
                case LedgerRecords.BATCH -> reader.ids(ByteBuffer.wrap(record.value()));
                case LedgerRecords.SAFE_POINT ->
                    readSafePoint(new String(record.value(), UTF_8).split(" ", -1), reader);
                case LedgerRecords.RECOVERY_DUE -> reader.recovery(readRecovery(new String(record.value(), UTF_8)));
                case LedgerRecords.RECOVERY_DONE -> reader.recovered();
                case LedgerRecords.BASELINE -> reader.baseline();
                case LedgerRecords.ADOPTED -> reader.adopted(new String(record.value(), UTF_8));
                case LedgerRecords.POSITION -> readPosition(new String(record.value(), UTF_8).split(" ", -1), reader);
                default -> throw new IllegalArgumentException("unknown kind");
            }
        } catch (IllegalArgumentException | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new UnreadableLedgerException(record, e);
        }
    }

    private static void readEvents(ByteBuffer value, long offset, LedgerRecordReader reader) {
        byte[] database = new byte[ByteUtils.readUnsignedVarint(value)];
        value.get(database);
        reader.batch(new String(database, UTF_8), value.getLong());
        int events = ByteUtils.readUnsignedVarint(value);
        int endOfRuns = value.limit() - LedgerRecords.ID_BYTES * events;
        int ids = endOfRuns;
        long transaction = 0;
        while (value.position() < endOfRuns) {
            transaction += ByteUtils.readVarlong(value);
            int run = ByteUtils.readUnsignedVarint(value);
            int idsBytes = LedgerRecords.ID_BYTES * (run >>> 1);
            reader.run(transaction, (run & 1) == 1, value.slice(ids, idsBytes), offset);
            ids += idsBytes;
        }
    }

    private static void readSafePoint(String[] parts, LedgerRecordReader reader) {
        boolean earlier = parts.length == 3;
        SafePoint point = new SafePoint(
                Long.parseLong(parts[0]),
                parts[1],
                Snapshot.parse(parts[2]).toString(),
                earlier ? 0 : Long.parseLong(parts[3]),
                earlier ? 0 : Long.parseLong(parts[4]));
        reader.safePoint(
                point, earlier || parts[5].equals(LedgerRecords.NO_WITNESS) ? null : UUID.fromString(parts[5]));
    }

    private static void readPosition(String[] parts, LedgerRecordReader reader) {
        reader.position(parts[0], Long.parseLong(parts[1]));
    }

    private static RecoveryDue readRecovery(String text) {
        return new RecoveryDue(Snapshot.parse(text).toString());
    }
}
