package com.everyoneslecture.outbox.connect;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that the worker has not committed yet: key, value and headers byte for byte, for converters that leave them as they are.
 *
 * <p>Made by the publishing thread. The worker's thread notes what the brokers answered. It is compared by identity, as the worker keeps
 * records in a map, and two of them are never the same.
 */
@SuppressWarnings("serial") // A record of Kafka Connect is never serialized.
final class PendingRecord extends SourceRecord {

    private final Callback callback;
    private @Nullable RecordMetadata sent;

    /** @param callback is called when the transaction is committed */
    PendingRecord(
            Map<String, ?> partition, Map<String, ?> offset, ProducerRecord<byte[], byte[]> record, Callback callback) {
        super(
                partition,
                offset,
                record.topic(),
                record.partition(),
                Schema.OPTIONAL_BYTES_SCHEMA,
                record.key(),
                Schema.OPTIONAL_BYTES_SCHEMA,
                record.value(),
                record.timestamp(),
                headers(record));
        this.callback = callback;
    }

    /** Notes where the brokers have it; null if the worker has dropped it. */
    void sent(@Nullable RecordMetadata metadata) {
        sent = metadata;
    }

    /** Returns whether the brokers have it. */
    boolean isSent() {
        return sent != null;
    }

    /** Tells where the brokers have it, now that it is committed. */
    void committed() {
        callback.onCompletion(Objects.requireNonNull(sent), null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    private static ConnectHeaders headers(ProducerRecord<byte[], byte[]> record) {
        ConnectHeaders headers = new ConnectHeaders();
        for (Header header : record.headers()) {
            headers.add(header.key(), header.value(), Schema.OPTIONAL_BYTES_SCHEMA);
        }
        return headers;
    }
}
