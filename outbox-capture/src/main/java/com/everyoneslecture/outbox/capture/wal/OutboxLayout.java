package com.everyoneslecture.outbox.capture.wal;

import com.everyoneslecture.outbox.capture.OutboxColumns;
import com.everyoneslecture.outbox.event.OutboxEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an event's parts stand among the columns that the server sends; it says so before the first row, and after each change. */
final class OutboxLayout {

    private static final int ID = 0;
    private static final int AGGREGATE_TYPE = 1;
    private static final int AGGREGATE_ID = 2;
    private static final int AGGREGATE_VERSION = 3;
    private static final int TYPE = 4;
    private static final int PAYLOAD = 5;
    private static final int OCCURRED_AT = 6;

    /** The only one that may be missing; the others stand before it. */
    private static final int TRACEPARENT = 7;

    /** For each column that is sent, which of the event's parts it is; -1 for none. */
    private final int[] parts;

    private final RowText values = new RowText(OutboxColumns.NAMES.size());

    private OutboxLayout(int[] parts) {
        this.parts = parts;
    }

    /** Reads the description of a table, from behind its name. */
    static OutboxLayout of(ByteBuffer relation) {
        // What identifies a row; inserts need none.
        relation.get();
        int[] parts = new int[relation.getShort()];
        List<String> published = new ArrayList<>();
        for (int column = 0; column < parts.length; column++) {
            relation.get();
            String name = PgOutputDecoder.string(relation);
            parts[column] = OutboxColumns.NAMES.indexOf(name);
            published.add(name);
            relation.getInt();
            relation.getInt();
        }
        OutboxColumns.requireAll(published);
        return new OutboxLayout(parts);
    }

    /** @param transactionEndLsn the end of its transaction, if it is the last of it; 0 otherwise */
    OutboxEvent read(ByteBuffer row, @Nullable Long committedAtMicros, long transactionId, long transactionEndLsn) {
        int columns = row.getShort();
        if (columns != parts.length) {
            throw new IllegalStateException(
                    "a row of " + columns + " columns where " + parts.length + " were announced");
        }
        values.begin(row);
        for (int part : parts) {
            values.read(row, part);
        }
        for (int part = 0; part < TRACEPARENT; part++) {
            if (values.isNull(part)) {
                throw new IllegalStateException("an outbox row without " + OutboxColumns.NAMES.get(part));
            }
        }
        return new OutboxEvent(
                values.uuid(ID),
                values.string(AGGREGATE_TYPE),
                values.utf8(AGGREGATE_ID),
                values.number(AGGREGATE_VERSION),
                values.string(TYPE),
                values.utf8(PAYLOAD),
                values.number(OCCURRED_AT),
                values.isNull(TRACEPARENT) ? null : values.utf8(TRACEPARENT),
                committedAtMicros,
                transactionId,
                transactionEndLsn);
    }
}
