package com.everyoneslecture.relay.routing;

import static com.everyoneslecture.outbox.event.RecordHeader.AGGREGATE_VERSION;
import static com.everyoneslecture.outbox.event.RecordHeader.CONTENT_TYPE;
import static com.everyoneslecture.outbox.event.RecordHeader.ID;
import static com.everyoneslecture.outbox.event.RecordHeader.SOURCE;
import static com.everyoneslecture.outbox.event.RecordHeader.SPEC_VERSION;
import static com.everyoneslecture.outbox.event.RecordHeader.SPEC_VERSION_VALUE;
import static com.everyoneslecture.outbox.event.RecordHeader.SUBJECT;
import static com.everyoneslecture.outbox.event.RecordHeader.TIME;
import static com.everyoneslecture.outbox.event.RecordHeader.TRACEPARENT;
import static com.everyoneslecture.outbox.event.RecordHeader.TYPE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.DeadLetterHeader;
import com.everyoneslecture.outbox.event.OutboxEvent;
import java.time.Instant;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of an event: key, payload byte for byte, and all else in headers, as CloudEvents 1.0 in binary mode has
 * it. One for a dead letter topic says in further headers why it is there.
 */
public final class RecordEncoder {

    private static final byte[] SPEC_VERSION_BYTES = SPEC_VERSION_VALUE.getBytes(UTF_8);

    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_10_000 = Instant.parse("+10000-01-01T00:00:00Z");

    private RecordEncoder() {}

    /** Returns the record of an event, with headers that say why where it is a dead letter. */
    public static ProducerRecord<byte[], byte[]> encode(
            OutboxEvent event, Destination destination, BiFunction<String, byte[], @Nullable Integer> partitioner) {
        byte[] payload = event.payload().getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> record = record(event, destination, payload, partitioner);
        Refusal refusal = destination.refusal();
        if (refusal != null) {
            record.headers()
                    .add(DeadLetterHeader.REASON, refusal.reason().label().getBytes(UTF_8))
                    .add(DeadLetterHeader.DETAIL, refusal.detail().getBytes(UTF_8))
                    .add(
                            DeadLetterHeader.TOPIC,
                            destination.channel().destination().getBytes(UTF_8));
        }
        if (!destination.whole()) {
            record.headers()
                    .add(
                            DeadLetterHeader.OMITTED_BYTES,
                            Integer.toString(payload.length).getBytes(UTF_8));
        }
        return record;
    }

    /**
     * A reference has neither payload nor the event's time: one of them is what it was refused for. Nor has a dead letter the
     * time of an event before 1970, which no record can have.
     */
    private static ProducerRecord<byte[], byte[]> record(
            OutboxEvent event,
            Destination destination,
            byte[] payload,
            BiFunction<String, byte[], @Nullable Integer> partitioner) {
        byte[] key = event.aggregateId().getBytes(UTF_8);
        long occurredAtMillis = event.occurredAtMicros() / 1_000;
        boolean timed = destination.whole() && (destination.refusal() == null || occurredAtMillis >= 0);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                destination.topic(),
                partitioner.apply(destination.topic(), key),
                timed ? occurredAtMillis : null,
                key,
                destination.whole() ? payload : null);
        record.headers()
                .add(SPEC_VERSION, SPEC_VERSION_BYTES)
                .add(ID, event.id().toString().getBytes(UTF_8))
                .add(TYPE, event.type().getBytes(UTF_8))
                .add(SOURCE, ("/" + event.aggregateType()).getBytes(UTF_8));
        if (isOfFourDigits(event.occurredAt())) {
            record.headers().add(TIME, event.occurredAt().toString().getBytes(UTF_8));
        }
        record.headers()
                .add(SUBJECT, key)
                .add(AGGREGATE_VERSION, Long.toString(event.aggregateVersion()).getBytes(UTF_8))
                .add(CONTENT_TYPE, destination.channel().effectiveContentType().getBytes(UTF_8));
        if (event.traceparent() != null) {
            record.headers().add(TRACEPARENT, event.traceparent().getBytes(UTF_8));
        }
        return record;
    }

    /** RFC 3339 has years of four digits. An event of another year goes without the header, which CloudEvents permits. */
    private static boolean isOfFourDigits(Instant time) {
        return !time.isBefore(YEAR_0) && time.isBefore(YEAR_10_000);
    }
}
