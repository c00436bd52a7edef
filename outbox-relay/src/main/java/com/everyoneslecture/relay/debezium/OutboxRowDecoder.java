package com.everyoneslecture.relay.debezium;

import com.everyoneslecture.outbox.capture.OutboxColumns;
import com.everyoneslecture.outbox.capture.TransactionIds;
import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.EventContent;
import com.everyoneslecture.outbox.event.OutboxEvent;
import io.debezium.connector.AbstractSourceInfo;
import io.debezium.data.Envelope;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads outbox events out of Debezium's change records. Fields are looked up by name once per schema and then by position.
 *
 * <p>Used by one thread.
 */
final class OutboxRowDecoder {

    private static final String TRANSACTION = "txId";

    private final String topic;
    private final TransactionIds transactionIds;
    private @Nullable Layout layout;

    /** @param topic the name under which Debezium delivers changes of the outbox; other records are Debezium's bookkeeping */
    OutboxRowDecoder(String topic, TransactionIds transactionIds) {
        this.topic = topic;
        this.transactionIds = transactionIds;
    }

    /**
     * Returns the event; null for a record of another kind, such as a heartbeat.
     *
     * @throws IllegalStateException if it is an update or a delete of the outbox, because the publication has only inserts
     */
    @Nullable
    OutboxEvent decode(SourceRecord record) {
        if (!topic.equals(record.topic())) {
            return null;
        }
        Struct change = (Struct) record.value();
        if (!Envelope.Operation.CREATE.code().equals(change.getString(Envelope.FieldName.OPERATION))) {
            throw new IllegalStateException("a change of the outbox other than an insert");
        }
        Struct row = change.getStruct(Envelope.FieldName.AFTER);
        Struct source = change.getStruct(Envelope.FieldName.SOURCE);
        return layoutOf(row.schema())
                .read(
                        row,
                        // The time of the change at its source: for PostgreSQL, of the transaction's commit.
                        source.getInt64(AbstractSourceInfo.TIMESTAMP_US_KEY),
                        transactionIds.complete(
                                (int) source.getInt64(TRANSACTION).longValue()));
    }

    @SuppressWarnings("ReferenceEquality") // comparing the fields of two equal schemas would cost more than it saves
    private Layout layoutOf(Schema schema) {
        Layout known = layout;
        if (known == null || known.schema != schema) {
            known = new Layout(schema);
            layout = known;
        }
        return known;
    }

    private static final class Layout {

        private final Schema schema;
        private final Field id;
        private final Field aggregateType;
        private final Field aggregateId;
        private final Field aggregateVersion;
        private final Field type;
        private final Field payload;
        private final @Nullable Field payloadBytes;
        private final @Nullable Field recordKey;
        private final @Nullable Field headers;
        private final @Nullable Field contentType;
        private final Field occurredAt;
        private final Field traceparent;

        Layout(Schema schema) {
            OutboxColumns.requireAll(schema.fields().stream().map(Field::name).toList());
            this.schema = schema;
            id = schema.field("id");
            aggregateType = schema.field("aggregatetype");
            aggregateId = schema.field("aggregateid");
            aggregateVersion = schema.field("aggregateversion");
            type = schema.field("type");
            payload = schema.field("payload");
            // Null if the outbox lacks the column.
            payloadBytes = schema.field(OutboxColumns.PAYLOAD_BYTES);
            recordKey = schema.field("record_key");
            headers = schema.field("headers");
            contentType = schema.field("content_type");
            occurredAt = schema.field("occurred_at");
            traceparent = schema.field("traceparent");
        }

        OutboxEvent read(Struct row, @Nullable Long committedAtMicros, long transactionId) {
            return new OutboxEvent(
                    UUID.fromString((String) row.get(id)),
                    (String) row.get(aggregateType),
                    Bytes.of((String) row.get(aggregateId)),
                    (Long) row.get(aggregateVersion),
                    (String) row.get(type),
                    content(row),
                    (Long) row.get(occurredAt),
                    text(row, traceparent),
                    committedAtMicros,
                    transactionId,
                    0);
        }

        private EventContent content(Struct row) {
            Bytes own = value(row, payload);
            if (own == null && payloadBytes == null) {
                // The payload may be in the column for bytes, which is not published here.
                throw new IllegalStateException("an outbox row without payload");
            }
            return new EventContent(
                    own == null ? value(row, payloadBytes) : own,
                    text(row, recordKey),
                    text(row, headers),
                    contentType == null ? null : (String) row.get(contentType));
        }

        private static @Nullable Bytes value(Struct row, @Nullable Field field) {
            return field != null && row.get(field) instanceof ByteBuffer bytes
                    ? Bytes.of(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining())
                    : text(row, field);
        }

        private static @Nullable Bytes text(Struct row, @Nullable Field field) {
            String text = field == null ? null : (String) row.get(field);
            return text == null ? null : Bytes.of(text);
        }
    }
}
