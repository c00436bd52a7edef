package com.everyoneslecture.relay.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.OutboxEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * The format of a batch in the ledger:
 *
 * <pre>
 *   database and timeline   length (varint), UTF-8
 *   position                end of the last transaction that ends in the batch; 0 if none does (8 bytes)
 *   number of events        varint
 *   runs of events          for each: difference to the transaction id of the run before (zigzag varint),
 *                           2 · number of events + 1 if the transaction ends with the run (varint)
 *   event ids               16 bytes each
 * </pre>
 */
final class BatchValue {

    private static final int ID_BYTES = 16;
    private static final int VARINT_BYTES = 10;

    private BatchValue() {}

    /** Returns the value of a batch that has these events, in their order. */
    static byte[] of(byte[] database, List<OutboxEvent> events) {
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

    /**
     * Passes a batch and its runs to the reader. The whole value is checked first, so that a length in a malformed record
     * cannot cause a large allocation.
     *
     * @throws IllegalArgumentException if the value is not of this format
     * @throws java.nio.BufferUnderflowException if it ends too early
     */
    static void read(ByteBuffer value, long offset, LedgerReader reader) {
        byte[] database = new byte[checked(ByteUtils.readUnsignedVarint(value), value.remaining())];
        value.get(database);
        long position = value.getLong();
        int events = checked(ByteUtils.readUnsignedVarint(value), value.remaining() / ID_BYTES);
        int endOfRuns = value.limit() - ID_BYTES * events;
        requireRuns(value.duplicate(), endOfRuns, events);
        reader.batch(new String(database, UTF_8), position, offset);
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

    private static void requireRuns(ByteBuffer runs, int end, int events) {
        int left = events;
        while (runs.position() < end) {
            long unused = ByteUtils.readVarlong(runs);
            left -= checked(ByteUtils.readUnsignedVarint(runs) >>> 1, left);
        }
        if (left != 0 || runs.position() != end) {
            throw new IllegalArgumentException("the runs are not those of " + events + " events");
        }
    }

    private static int checked(int length, int limit) {
        if (length < 0 || length > limit) {
            throw new IllegalArgumentException("a length of " + length + " where " + limit + " are left");
        }
        return length;
    }
}
