package com.everyoneslecture.capture;

import io.debezium.connector.AbstractSourceInfo;
import io.debezium.data.Envelope;
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

    private final String topic;
    private @Nullable Layout layout;

    /** @param topic the name under which Debezium hands over changes of the outbox; all else is its own bookkeeping */
    OutboxRowDecoder(String topic) {
        this.topic = topic;
    }

    /**
     * The event; null for a record that is none: a heartbeat.
     *
     * @throws IllegalStateException if it is a change of the outbox that is no insert: the publication has none
     */
    @Nullable
    OutboxEvent decode(SourceRecord record) {
        if (!topic.equals(record.topic())) {
            return null;
        }
        Struct change = (Struct) record.value();
        Struct row = change.getStruct(Envelope.FieldName.AFTER);
        if (row == null || !Envelope.Operation.CREATE.code().equals(change.getString(Envelope.FieldName.OPERATION))) {
            throw new IllegalStateException("a change of the outbox that is no insert");
        }
        return layoutOf(row.schema()).read(row, committedAt(change));
    }

    /** Debezium calls it the time of the change at its source; for PostgreSQL that is the commit of the transaction. */
    private static @Nullable Long committedAt(Struct change) {
        return change.getStruct(Envelope.FieldName.SOURCE).getInt64(AbstractSourceInfo.TIMESTAMP_US_KEY);
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
        private final Field occurredAt;
        private final Field traceparent;

        Layout(Schema schema) {
            this.schema = schema;
            id = schema.field("id");
            aggregateType = schema.field("aggregatetype");
            aggregateId = schema.field("aggregateid");
            aggregateVersion = schema.field("aggregateversion");
            type = schema.field("type");
            payload = schema.field("payload");
            occurredAt = schema.field("occurred_at");
            traceparent = schema.field("traceparent");
        }

        OutboxEvent read(Struct row, @Nullable Long committedAtMicros) {
            return new OutboxEvent(
                    UUID.fromString((String) row.get(id)),
                    (String) row.get(aggregateType),
                    (String) row.get(aggregateId),
                    (Long) row.get(aggregateVersion),
                    (String) row.get(type),
                    (String) row.get(payload),
                    (Long) row.get(occurredAt),
                    (String) row.get(traceparent),
                    committedAtMicros);
        }
    }
}
