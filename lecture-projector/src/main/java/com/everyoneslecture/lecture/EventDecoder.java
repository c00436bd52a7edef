package com.everyoneslecture.lecture;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into events.
 *
 * <p>A record of another event type is ignored: other types may be added to the topic, and a consumer that rejected
 * them would have to be deployed first. A record with this event type that breaks the contract is poison.
 */
final class EventDecoder {

    /** The type of the events that this service applies. */
    public static final String EVENT_TYPE = "LectureCategoryChanged";

    private final String contentType;

    /**
     * Decodes the records of one channel.
     *
     * @param contentType the media type of its payloads
     */
    EventDecoder(String contentType) {
        this.contentType = contentType;
    }

    /** Returns the event, or null if its type is not for this service. */
    @Nullable
    CategoryEvent decode(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
        HeaderReader headers = new HeaderReader(record);
        if (!headers.type().equals(EVENT_TYPE)) {
            return null;
        }
        headers.requireCloudEvent();
        headers.requireContentType(contentType);
        String key = key(record);
        headers.requireSubject(key);
        Payload payload = payload(record);
        if (Decimal.parse(key) != payload.categoryId() || payload.categoryId() <= 0) {
            throw new PoisonRecordException(PoisonReason.BAD_KEY, "the key is not the categoryId");
        }
        return new CategoryEvent(
                payload.categoryId(),
                payload.categoryName(),
                isDeletion(payload.jobType()),
                headers.aggregateVersion(),
                headers.eventId(),
                headers.occurredAtMicros());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
        if (record.key() == null) {
            throw new PoisonRecordException(PoisonReason.NO_KEY, "the record has no key");
        }
        return new String(record.key(), UTF_8);
    }

    private static Payload payload(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
        if (record.value() == null) {
            throw new PoisonRecordException(PoisonReason.NO_VALUE, "the record has no value");
        }
        Payload payload = PayloadReader.read(record.value());
        if (!payload.eventType().equals(EVENT_TYPE)) {
            throw new PoisonRecordException(PoisonReason.WRONG_VALUE, "eventType differs from the record's header");
        }
        CategoryName.require(payload.categoryName());
        return payload;
    }

    private static boolean isDeletion(String jobType) throws PoisonRecordException {
        return switch (jobType) {
            case "INSERT", "UPDATE" -> false;
            case "DELETE" -> true;
            default ->
                throw new PoisonRecordException(
                        PoisonReason.UNKNOWN_JOB_TYPE, "jobType is not INSERT, UPDATE or DELETE");
        };
    }
}
