package com.everyoneslecture.relay.routing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.outbox.event.Bytes;
import com.everyoneslecture.outbox.event.DeadLetterHeader;
import com.everyoneslecture.outbox.event.OutboxEvent;
import com.everyoneslecture.outbox.event.RecordHeader;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Encodes an event as a record: key, payload byte for byte, and all other parts in headers, in the binary mode of CloudEvents
 * 1.0. A record for a dead letter topic has further headers with the reason.
 *
 * <p>Used by one thread.
 */
public final class RecordEncoder {

    private static final Header SPEC_VERSION =
            header(RecordHeader.SPEC_VERSION, RecordHeader.SPEC_VERSION_VALUE.getBytes(UTF_8));

    private final Partitioner partitioner;
    private final List<Header> marks;
    private final SharedHeader type = new SharedHeader(RecordHeader.TYPE);
    private final SharedHeader source = new SharedHeader(RecordHeader.SOURCE);
    private final SharedHeader contentType = new SharedHeader(RecordHeader.CONTENT_TYPE);
    private final TimeText time = new TimeText();

    public RecordEncoder(Partitioner partitioner) {
        this(partitioner, List.of());
    }

    /** @param marks headers that every record gets after its own */
    public RecordEncoder(Partitioner partitioner, List<Header> marks) {
        this.partitioner = partitioner;
        this.marks = marks;
    }

    /** Returns the record of an event; that of a dead letter has headers with the reason. */
    public ProducerRecord<byte[], byte[]> encode(OutboxEvent event, Destination destination) {
        ProducerRecord<byte[], byte[]> record = record(event, destination);
        addHeaders(record.headers(), event, destination);
        Rejection rejection = destination.rejection();
        if (rejection != null) {
            addRejection(record.headers(), event, destination, rejection);
        }
        for (Header mark : marks) {
            record.headers().add(mark);
        }
        return record;
    }

    /**
     * A reference has no payload, no headers of the application and no time, because the event was rejected for one of them. A
     * dead letter of an event before 1970 has no time, because a record cannot have it.
     */
    private ProducerRecord<byte[], byte[]> record(OutboxEvent event, Destination destination) {
        byte[] key = event.key().bytes();
        long occurredAtMillis = event.occurredAtMicros() / 1_000;
        boolean timed = destination.whole() && (destination.rejection() == null || occurredAtMillis >= 0);
        return new ProducerRecord<>(
                destination.topic(),
                partitioner.partition(destination.topic(), key),
                timed ? occurredAtMillis : null,
                key,
                destination.whole() ? bytes(event.content().payload()) : null);
    }

    private void addHeaders(Headers headers, OutboxEvent event, Destination destination) {
        headers.add(SPEC_VERSION)
                .add(header(RecordHeader.ID, text(event.id())))
                .add(type.of(event.type()))
                .add(source.of(destination.route().source()));
        byte[] occurredAt = time.of(event.occurredAtMicros());
        // CloudEvents permits to leave it out.
        if (occurredAt != null) {
            headers.add(header(RecordHeader.TIME, occurredAt));
        }
        headers.add(header(RecordHeader.SUBJECT, event.aggregateId().bytes()))
                .add(header(
                        RecordHeader.AGGREGATE_VERSION,
                        Long.toString(event.aggregateVersion()).getBytes(US_ASCII)))
                .add(contentType.of(contentType(event, destination)));
        if (event.traceparent() != null) {
            headers.add(header(RecordHeader.TRACEPARENT, event.traceparent().bytes()));
        }
        Bytes own = event.content().headers();
        if (own != null && destination.whole()) {
            OwnHeaders.add(own, headers);
        }
    }

    private static String contentType(OutboxEvent event, Destination destination) {
        String own = event.content().contentType();
        return own == null ? destination.route().contentType() : own;
    }

    private static void addRejection(Headers headers, OutboxEvent event, Destination destination, Rejection rejection) {
        headers.add(DeadLetterHeader.REASON, rejection.reason().label().getBytes(UTF_8))
                .add(DeadLetterHeader.DETAIL, rejection.detail().getBytes(UTF_8))
                .add(DeadLetterHeader.TOPIC, destination.route().topic().getBytes(UTF_8));
        byte[] omitted = bytes(event.content().payload());
        if (!destination.whole() && omitted != null) {
            headers.add(
                    DeadLetterHeader.OMITTED_BYTES,
                    Integer.toString(omitted.length).getBytes(UTF_8));
        }
    }

    private static byte @Nullable [] bytes(@Nullable Bytes payload) {
        return payload == null ? null : payload.bytes();
    }

    private static byte[] text(UUID id) {
        return id.toString().getBytes(US_ASCII);
    }

    private static Header header(String name, byte[] value) {
        return new org.apache.kafka.common.header.internals.RecordHeader(name, value);
    }

    /** Chooses the partition of a record. */
    @FunctionalInterface
    public interface Partitioner {
        /** Returns the partition; null to leave it to the producer. */
        @Nullable
        Integer partition(String topic, byte[] key);
    }
}
