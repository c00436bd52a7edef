package com.everyoneslecture.outbox.capture.wal;

import com.everyoneslecture.outbox.capture.OutboxColumns;
import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.EventContent;
import com.everyoneslecture.outbox.event.OutboxEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps the columns that the server sends to an event's parts. The server sends the columns' names before the first row, and
 * after each change of the table.
 */
final class OutboxLayout {

    private static final int ID = 0;
    private static final int AGGREGATE_TYPE = 1;
    private static final int AGGREGATE_ID = 2;
    private static final int AGGREGATE_VERSION = 3;
    private static final int TYPE = 4;
    private static final int PAYLOAD = 5;
    private static final int OCCURRED_AT = 6;
    private static final int TRACEPARENT = 7;
    private static final int PAYLOAD_BYTES = 8;
    private static final int RECORD_KEY = 9;
    private static final int HEADERS = 10;
    private static final int CONTENT_TYPE = 11;

    /** The number of the type {@code jsonb} in every PostgreSQL. */
    private static final int JSONB = 3802;

    /** The columns that are never null. */
    private static final int[] NEVER_NULL = {ID, AGGREGATE_TYPE, AGGREGATE_ID, AGGREGATE_VERSION, TYPE, OCCURRED_AT};

    /** The index of the event's part for each column that is sent; -1 for a column that belongs to none. */
    private final int[] parts;

    private final RowValues values = new RowValues(OutboxColumns.NAMES.size());
    private final boolean hasPayloadBytes;
    private final boolean hasMore;
    private final boolean payloadIsJsonb;

    private OutboxLayout(int[] parts, List<String> published, boolean payloadIsJsonb) {
        this.parts = parts;
        this.payloadIsJsonb = payloadIsJsonb;
        this.hasPayloadBytes = published.contains(OutboxColumns.PAYLOAD_BYTES);
        this.hasMore = OutboxColumns.OPTIONAL.stream().anyMatch(published::contains);
    }

    /** Reads the description of a table, from the part after its name. */
    static OutboxLayout of(ByteBuffer relation) {
        // The columns that identify a row; inserts do not need them.
        relation.get();
        int[] parts = new int[relation.getShort()];
        List<String> published = new ArrayList<>();
        boolean payloadIsJsonb = false;
        for (int column = 0; column < parts.length; column++) {
            relation.get();
            String name = PgOutputDecoder.string(relation);
            parts[column] = OutboxColumns.NAMES.indexOf(name);
            published.add(name);
            int type = relation.getInt();
            payloadIsJsonb |= parts[column] == PAYLOAD && type == JSONB;
            relation.getInt();
        }
        OutboxColumns.requireAll(published);
        return new OutboxLayout(parts, published, payloadIsJsonb);
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
        for (int part : NEVER_NULL) {
            requireValue(part);
        }
        return new OutboxEvent(
                values.uuid(ID),
                values.string(AGGREGATE_TYPE),
                values.bytes(AGGREGATE_ID),
                values.number(AGGREGATE_VERSION),
                values.string(TYPE),
                content(),
                values.number(OCCURRED_AT),
                values.bytesOrNull(TRACEPARENT),
                committedAtMicros,
                transactionId,
                transactionEndLsn);
    }

    private EventContent content() {
        if (!hasPayloadBytes) {
            // The payload may be in the column for bytes, which is not published here.
            requireValue(PAYLOAD);
        }
        Bytes payload = payloadIsJsonb ? values.jsonOrNull(PAYLOAD) : values.bytesOrNull(PAYLOAD);
        if (!hasMore) {
            return new EventContent(payload, null, null, null);
        }
        return new EventContent(
                payload == null ? values.bytesOrNull(PAYLOAD_BYTES) : payload,
                values.bytesOrNull(RECORD_KEY),
                values.jsonOrNull(HEADERS),
                values.isNull(CONTENT_TYPE) ? null : values.string(CONTENT_TYPE));
    }

    private void requireValue(int part) {
        if (values.isNull(part)) {
            throw new IllegalStateException("an outbox row without " + OutboxColumns.NAMES.get(part));
        }
    }
}
