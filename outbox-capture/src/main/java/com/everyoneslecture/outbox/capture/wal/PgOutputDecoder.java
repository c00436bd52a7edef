package com.everyoneslecture.outbox.capture.wal;

import com.everyoneslecture.outbox.capture.TransactionIds;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of PostgreSQL's logical replication protocol, version 1: each committed transaction in whole, one after
 * the other, in commit order (PostgreSQL's documentation, "Logical Replication Message Formats").
 *
 * <p>Used by one thread.
 */
final class PgOutputDecoder {

    /** Receives the content of the messages. */
    interface Listener {
        /** A transaction begins; it has committed. */
        void onBegin();

        /** The next event of the transaction; the last event has the transaction's end position. */
        void onEvent(OutboxEvent event, int bytes) throws InterruptedException;

        /** The transaction is complete. */
        void onCommit(long endLsn) throws InterruptedException;
    }

    /** PostgreSQL counts microseconds from 2000-01-01T00:00:00Z. */
    private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

    private final OutboxNames outbox;
    private final Listener listener;

    /** The layouts by the number that the server assigned to the table; null for a table that is not the outbox. */
    private final Map<Integer, @Nullable OutboxLayout> layouts = new HashMap<>();

    private final TransactionIds transactionIds;
    private @Nullable Long committedAtMicros;
    private long transactionId;

    /** The last row, from behind its head, until it is known whether the transaction ends with it; null if no row waits. */
    private @Nullable ByteBuffer row;

    private @Nullable OutboxLayout rowLayout;
    private int rowBytes;

    /**
     * @param outbox whose rows are read
     * @param nextTransactionId of the server when the stream began, with its epoch
     */
    PgOutputDecoder(OutboxNames outbox, long nextTransactionId, Listener listener) {
        this.outbox = outbox;
        this.transactionIds = new TransactionIds(nextTransactionId);
        this.listener = listener;
    }

    /**
     * Reads one message.
     *
     * @throws IllegalStateException if it is an update or a delete of the outbox, because the publication has only inserts
     */
    void read(ByteBuffer message) throws InterruptedException {
        int bytes = message.remaining();
        byte type = message.get();
        switch (type) {
            case 'B' -> begin(message);
            case 'I' -> insert(message, bytes);
            case 'C' -> commit(message);
            case 'R' -> relation(message);
            case 'U', 'D' -> rejectChange(message.getInt());
            case 'T' -> refuseTruncation(message);
            default -> {
                // Types of columns, origins, messages: an event needs none of them.
            }
        }
    }

    private void begin(ByteBuffer message) {
        message.getLong();
        committedAtMicros = message.getLong() + POSTGRES_EPOCH_MICROS;
        transactionId = transactionIds.complete(message.getInt());
        listener.onBegin();
    }

    private void insert(ByteBuffer message, int bytes) throws InterruptedException {
        OutboxLayout layout = layouts.get(message.getInt());
        if (layout != null) {
            handOverRow(0);
            // After the kind of the row, which for an insert is always the new one.
            message.get();
            row = message;
            rowLayout = layout;
            rowBytes = bytes;
        }
    }

    private void commit(ByteBuffer message) throws InterruptedException {
        message.get();
        message.getLong();
        long endLsn = message.getLong();
        handOverRow(endLsn);
        listener.onCommit(endLsn);
    }

    private void handOverRow(long endLsn) throws InterruptedException {
        if (row != null && rowLayout != null) {
            OutboxEvent event = rowLayout.read(row, committedAtMicros, transactionId, endLsn);
            row = null;
            listener.onEvent(event, rowBytes);
        }
    }

    private void relation(ByteBuffer message) {
        int number = message.getInt();
        String schema = string(message);
        String table = string(message);
        boolean published = table.equals(outbox.table()) && schema.equals(outbox.schema());
        layouts.put(number, published ? OutboxLayout.of(message) : null);
    }

    private void rejectChange(int relation) {
        if (layouts.get(relation) != null) {
            throw new IllegalStateException("a change of the outbox other than an insert");
        }
    }

    private void refuseTruncation(ByteBuffer message) {
        int relations = message.getInt();
        message.get();
        for (int index = 0; index < relations; index++) {
            rejectChange(message.getInt());
        }
    }

    /** Reads up to a zero byte. */
    static String string(ByteBuffer message) {
        int start = message.position();
        while (message.get() != 0) {
            // on to its end
        }
        byte[] bytes = new byte[message.position() - 1 - start];
        message.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
