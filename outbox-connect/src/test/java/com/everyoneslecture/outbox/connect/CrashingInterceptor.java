package com.everyoneslecture.outbox.connect;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Ends the worker when its producer has an acknowledgement of the brokers, which is before its commit. */
public final class CrashingInterceptor implements ProducerInterceptor<byte[], byte[]> {

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null) {
            CrashPoint.AFTER_SEND.passed(CrashingTask.TRANSACTION.get());
        }
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        // It has no settings.
    }

    @Override
    public void close() {
        // It has no resources.
    }
}
