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
 * A record that the worker has not committed yet. Key, value and headers are bytes, for converters that pass them on.
 *
 * <p>The publishing thread creates it, and the worker's thread stores the brokers' response in it. Records are compared
 * by identity, because the worker keeps them in a map and no two of them are the same.
 */
@SuppressWarnings("serial") // A record of Kafka Connect is never serialized.
final class PendingRecord extends SourceRecord {

    private final Callback callback;
    private @Nullable RecordMetadata sent;

    /** @param callback called when the transaction is committed */
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

    /** Stores the record's partition and offset; null if the worker has dropped the record. */
    void sent(@Nullable RecordMetadata metadata) {
        sent = metadata;
    }

    /** Returns whether the brokers have acknowledged the record. */
    boolean isSent() {
        return sent != null;
    }

    /**
     * Calls the callback with the record's partition and offset, after the commit.
     *
     * @throws NullPointerException if the record is not {@linkplain #isSent sent}
     */
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
